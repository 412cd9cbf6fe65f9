import Foundation
import TestSupport
import Testing

/// Runs the program as a user does and looks at its output and exit code.
@Suite struct CommandLineTests {
  private struct Result {
    let code: Int32
    let output: String
    let error: String
  }

  /// The program beside the test bundle.
  private static let program: String = {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return tests.appendingPathComponent("tollgate").path
  }()

  private func tollgate(
    _ arguments: String..., input: String? = nil, folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? Repository.path)
    var variables = ProcessInfo.processInfo.environment
    variables["TOLLGATE_CATALOG"] = Repository.catalogPath
    variables["SOURCE_DATE_EPOCH"] = "1795132800"  // 2026-11-20
    for (name, value) in environment { variables[name] = value.isEmpty ? nil : value }
    process.environment = variables
    let (output, error, inputPipe) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    process.standardInput = inputPipe
    try process.run()
    try inputPipe.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
    try inputPipe.fileHandleForWriting.close()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    let messages = String(decoding: try error.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return Result(code: process.terminationStatus, output: text, error: messages)
  }

  @Test func `an approved request exits with 0, a denied one with 1`() throws {
    let approved = try tollgate("check", "Examples/vision-train.yaml")
    #expect(approved.code == 0)
    #expect(approved.output.contains("approved: vision-train"))
    #expect(approved.output.contains("checked as of 2026-11-20"))
    #expect(approved.error.isEmpty)
    let denied = try tollgate("check", "Examples")
    #expect(denied.code == 1)
    #expect(denied.output.contains("2 checked, 1 approved, 1 denied"))
  }

  @Test(arguments: [
    ["check"], ["check", "none.yaml"], ["check", "Docs"], ["chekc", "x"], ["check", "--format", "xml", "Examples"],
    ["check", "--as-of", "today", "Examples"], ["check", "--catalog", "/none", "Examples"],
    ["check", "--config", "/none", "Examples"], ["check", "-o", "json", "Examples"],
    ["check", "-o", "json=/none/x", "Examples"],
    ["check", "-o", "json=-", "-o", "text=-", "Examples"], ["explain", "TG999"], ["catalog", "show", "us-est-1"],
    ["catalog", "verify", "--catalog", "/none"], ["catalog", "show", "--catalog", "/none"], ["cost", "none.yaml"],
    ["check", "Tests/Requests"], ["cost", "Tests/Requests"],
  ])
  func `wrong usage and unusable input exit with 2 and say why`(arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.code == 2)
    #expect(!result.error.isEmpty || !result.output.isEmpty)
  }

  private func run(_ arguments: [String]) throws -> Result {
    switch arguments.count {
    case 1: try tollgate(arguments[0])
    case 2: try tollgate(arguments[0], arguments[1])
    case 3: try tollgate(arguments[0], arguments[1], arguments[2])
    case 4: try tollgate(arguments[0], arguments[1], arguments[2], arguments[3])
    default: try tollgate(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5])
    }
  }

  @Test func `standard input is read, as YAML and as JSON`() throws {
    #expect(try tollgate("check", "-", input: RequestText.approved).code == 0)
    #expect(try tollgate("check", "-", input: try RequestText.patched("{}")).code == 0)
    #expect(try tollgate("check", "-", input: "").code == 2)
    #expect(try tollgate("check", "-", input: "a: [").code == 2)
  }

  @Test func `the exit code does not depend on the format, and reports go to files beside the text`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/report.json"
    let result = try tollgate("check", "Examples/everything-wrong.yaml", "-o", "json=" + file)
    #expect(result.code == 1)
    #expect(result.output.contains("error[TG101]"))
    let json = try tollgate("check", "Examples/everything-wrong.yaml", "--format", "json")
    #expect(json.code == 1)
    #expect(json.output == (try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8)))
    let replaced = try tollgate("check", "Examples/everything-wrong.yaml", "-o", "json=-")
    #expect(replaced.output == json.output)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.output.utf8)) }
  }

  @Test func `--fail-on moves what exits with 1, never the verdict`() throws {
    let text = RequestText.approved.replacing("m7i.xlarge", with: "t3.medium")
    for (level, code) in [("error", 0), ("warning", 1), ("note", 1), ("never", 0)] as [(String, Int32)] {
      let result = try tollgate("check", "-", "--fail-on", level, input: text)
      #expect(result.code == code)
      #expect(result.output.contains("approved: vision-train"))
    }
    #expect(try tollgate("check", "Examples/everything-wrong.yaml", "--fail-on", "never").code == 0)
  }

  @Test func `colours are used when asked for and the environment allows`() throws {
    #expect(try tollgate("check", "Examples", "--color", "always").output.contains("\u{1B}["))
    #expect(try !tollgate("check", "Examples").output.contains("\u{1B}["))
    #expect(try !tollgate("check", "Examples", "--color", "never").output.contains("\u{1B}["))
    #expect(try !tollgate("check", "Examples", environment: ["NO_COLOR": "1"]).output.contains("\u{1B}["))
    #expect(try !tollgate("check", "Examples", environment: ["TERM": "dumb"]).output.contains("\u{1B}["))
  }

  @Test func `the nearest configuration is used, and its settings count`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let configuration = "apiVersion: tollgate/v1\nkind: Configuration\nrules: {TG411: {severity: error}}\n"
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/tollgate.yaml"))
    let text = RequestText.approved.replacing("m7i.xlarge", with: "t3.medium")
    let result = try tollgate("check", "-", input: text, folder: folder)
    #expect(result.code == 1)
    #expect(result.output.contains("error[TG411]"))
    #expect(result.output.contains("tollgate.yaml"))
  }

  @Test func `the clock is the option, then the variable, then today`() throws {
    #expect(try tollgate("check", "Examples/vision-train.yaml", "--as-of", "2027-06-01").output.contains("TG512"))
    let wrong = try tollgate("check", "Examples", environment: ["SOURCE_DATE_EPOCH": "soon"])
    #expect(wrong.code == 2)
    #expect(wrong.error.contains("SOURCE_DATE_EPOCH"))
    let today = try tollgate("check", "Examples/vision-train.yaml", environment: ["SOURCE_DATE_EPOCH": ""])
    #expect(today.output.contains("checked as of 20"))
  }

  @Test func `without a catalog the message says where one is looked for`() throws {
    let result = try tollgate("check", "Examples", environment: ["TOLLGATE_CATALOG": ""])
    #expect(result.code == 2)
    #expect(result.error.contains("there is no catalog"))
    #expect(result.error.contains("share/tollgate/Catalog"))
  }

  @Test func `the other commands answer`() throws {
    #expect(try tollgate("--version").output == "0.1.0\n")
    #expect(try tollgate("--help").output.contains("check"))
    #expect(try tollgate("check", "--help").code == 0)
    #expect(try tollgate("rules").output.contains("TG404"))
    #expect(try tollgate("rules", "--format", "json").output.hasPrefix("["))
    #expect(try tollgate("explain", "TG404").output.contains("What it checks"))
    #expect(try tollgate("explain", "instance-type-offered", "--format", "json").output.hasPrefix("{"))
    #expect(try tollgate("explain", "TG40").error.contains("did you mean"))
    #expect(try tollgate("cost", "Examples/vision-train.yaml").output.contains("cost-savings mode (asked for)"))
    #expect(try tollgate("cost", "Examples/everything-wrong.yaml").code == 1)
    #expect(try tollgate("cost", "Examples/vision-train.yaml", "--format", "json").output.contains("\"lines\""))
    #expect(try tollgate("catalog", "show").output.contains("us-east-1"))
    #expect(try tollgate("catalog", "show", "us-east-1").output.contains("NAT gateway"))
    #expect(try tollgate("catalog", "show", "g6.xlarge").output.contains("gpu L4"))
    #expect(try tollgate("catalog", "show", "--format", "json").output.hasPrefix("{"))
    #expect(try tollgate("catalog", "show", "us-east-1", "--format", "json").output.hasPrefix("{"))
    #expect(try tollgate("catalog", "show", "g6.xlarge", "--format", "json").output.hasPrefix("{"))
    #expect(try tollgate("catalog", "verify").output.contains("sound"))
    #expect(try tollgate("catalog", "verify", "--format", "json").output == "[]\n")
  }
}
