import Foundation
import TestSupport
import Testing

/// Runs the program as a user does and looks at its output and exit code.
@Suite struct CommandLineTests {
  private func tollgate(
    _ arguments: String..., input: String? = nil, folder: String? = nil, environment: [String: String] = [:]
  ) async throws -> Program.Result {
    try await Program.tollgate(arguments, input: input, folder: folder, environment: environment)
  }

  @Test func `an approved request exits with 0, a denied one with 1`() async throws {
    let approved = try await tollgate("check", "Examples/vision-train.yaml")
    #expect(approved.code == 0)
    #expect(approved.output.contains("approved: vision-train"))
    #expect(approved.output.contains("checked as of 2026-11-20"))
    #expect(approved.error.isEmpty)
    let denied = try await tollgate("check", "Examples")
    #expect(denied.code == 1)
    #expect(denied.output.contains("5 checked, 4 approved, 1 denied"))
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
  func `wrong usage and unusable input exit with 2 and say why`(arguments: [String]) async throws {
    let result = try await Program.tollgate(arguments)
    #expect(result.code == 2)
    #expect(!result.error.isEmpty || !result.output.isEmpty)
  }

  @Test(arguments: ["check", "cost", "submit"])
  func `every path is read, wherever the options stand`(command: String) async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let names = ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"]
    for name in names {
      try RequestText.approved.replacing("vision-train", with: "request-\(name.prefix(1))").write(
        toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    let catalog = ["--catalog", Repository.catalogPath]
    let options = command == "submit" ? ["--dry-run"] : []
    for arguments in [
      names + catalog, catalog + names, Array(names.prefix(1)) + catalog + names.dropFirst(),
      Array(names.prefix(4)) + catalog + names.dropFirst(4), catalog + ["--"] + names,
      names + ["--catalog=\(catalog[1])"], Array(names.prefix(3)) + catalog + ["--"] + names.dropFirst(3),
    ] {
      let result = try await Program.tollgate(
        [command] + options + arguments, folder: folder, environment: ["LIGHTNING_EXTERNAL_ID": "external-id-1"])
      for name in names { #expect(result.output.contains("request-\(name.prefix(1))"), "\(arguments)") }
    }
  }

  @Test(arguments: [
    ["Examples/vision-train.yaml"], ["Examples/everything-wrong.yaml", "Examples/vision-train.yaml"],
    ["Examples/none.yaml"],
    ["-"], ["help"], ["Docs"], ["Examples/requests", "--config", "Examples/tollgate.yaml"], [""],
    ["--catalog", "Catalog", "Examples/vision-train.yaml"], ["--catalog", "nowhere", "Examples/vision-train.yaml"],
    ["--config", "nowhere.yaml", "Examples/vision-train.yaml", "--catalog", "Catalog", "Examples"],
    ["--config", "a.yaml", "--config", "Examples/tollgate.yaml", "Examples/vision-train.yaml"],
    ["Examples/vision-train.yaml", "--config"], ["--config", "Examples/tollgate.yaml"],
    ["--config", "--catalog", "Catalog", "Examples/vision-train.yaml"],
    ["--config=Examples/tollgate.yaml", "Examples"],
    [
      "Examples/vision-train.yaml", "Examples/none-1.yaml", "Examples/none-2.yaml", "--catalog", "Catalog",
      "Examples/none-3.yaml",
    ],
    ["--", "Examples/vision-train.yaml"], ["--config", "-", "Examples/vision-train.yaml"],
    ["--confi", "x", "Examples"],
  ])
  func `check means the same with and without the parser`(arguments: [String]) async throws {
    let plain = try await Program.tollgate(["check"] + arguments, input: RequestText.approved)
    // An option's default that is written out makes arguments the parser's.
    let parsed = try await Program.tollgate(["check", "--fail-on", "error"] + arguments, input: RequestText.approved)
    #expect(plain.code == parsed.code)
    #expect(plain.output == parsed.output)
    #expect(plain.error == parsed.error)
  }

  @Test func `standard input is read, as YAML and as JSON`() async throws {
    #expect(try await tollgate("check", "-", input: RequestText.approved).code == 0)
    #expect(try await tollgate("check", "-", input: try RequestText.patched("{}")).code == 0)
    #expect(try await tollgate("check", "-", input: "").code == 2)
    #expect(try await tollgate("check", "-", input: "a: [").code == 2)
  }

  @Test func `the exit code does not depend on the format, and reports go to files beside the text`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/report.json"
    let result = try await tollgate("check", "Examples/everything-wrong.yaml", "-o", "json=" + file)
    #expect(result.code == 1)
    #expect(result.output.contains("error[TG101]"))
    let json = try await tollgate("check", "Examples/everything-wrong.yaml", "--format", "json")
    #expect(json.code == 1)
    #expect(json.output == (try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8)))
    let replaced = try await tollgate("check", "Examples/everything-wrong.yaml", "-o", "json=-")
    #expect(replaced.output == json.output)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.output.utf8)) }
  }

  @Test func `--fail-on moves what exits with 1, never the verdict`() async throws {
    let text = RequestText.approved.replacing("m7i.xlarge", with: "t3.medium")
    for (level, code) in [("error", 0), ("warning", 1), ("note", 1), ("never", 0)] as [(String, Int32)] {
      let result = try await tollgate("check", "-", "--fail-on", level, input: text)
      #expect(result.code == code)
      #expect(result.output.contains("approved: vision-train"))
    }
    #expect(try await tollgate("check", "Examples/everything-wrong.yaml", "--fail-on", "never").code == 0)
  }

  @Test func `colours are used when asked for and the environment allows`() async throws {
    #expect(try await tollgate("check", "Examples", "--color", "always").output.contains("\u{1B}["))
    #expect(try await !tollgate("check", "Examples").output.contains("\u{1B}["))
    #expect(try await !tollgate("check", "Examples", "--color", "never").output.contains("\u{1B}["))
    #expect(try await !tollgate("check", "Examples", environment: ["NO_COLOR": "1"]).output.contains("\u{1B}["))
    #expect(try await !tollgate("check", "Examples", environment: ["TERM": "dumb"]).output.contains("\u{1B}["))
  }

  @Test func `the nearest configuration is used, and its settings count`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let configuration = "apiVersion: tollgate/v1\nkind: Configuration\nrules: {TG411: {severity: error}}\n"
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/tollgate.yaml"))
    let text = RequestText.approved.replacing("m7i.xlarge", with: "t3.medium")
    let result = try await tollgate("check", "-", input: text, folder: folder)
    #expect(result.code == 1)
    #expect(result.output.contains("error[TG411]"))
    #expect(result.output.contains("tollgate.yaml"))
  }

  @Test func `the clock is the option, then the variable, then today`() async throws {
    #expect(try await tollgate("check", "Examples/vision-train.yaml", "--as-of", "2027-06-01").output.contains("TG512"))
    let wrong = try await tollgate("check", "Examples", environment: ["SOURCE_DATE_EPOCH": "soon"])
    #expect(wrong.code == 2)
    #expect(wrong.error.contains("SOURCE_DATE_EPOCH"))
    let today = try await tollgate("check", "Examples/vision-train.yaml", environment: ["SOURCE_DATE_EPOCH": ""])
    #expect(today.output.contains("checked as of 20"))
  }

  @Test func `without a catalog the message says where one is looked for`() async throws {
    let result = try await tollgate("check", "Examples", environment: ["TOLLGATE_CATALOG": ""])
    #expect(result.code == 2)
    #expect(result.error.contains("there is no catalog"))
    #expect(result.error.contains("share/tollgate/Catalog"))
  }

  @Test func `the other commands answer`() async throws {
    #expect(try await tollgate("--version").output == "tollgate 0.2.0\n")
    #expect(try await tollgate("--help").output.contains("check"))
    #expect(try await tollgate("check", "--help").code == 0)
    #expect(try await tollgate("rules").output.contains("TG404"))
    #expect(try await tollgate("rules", "--format", "json").output.hasPrefix("["))
    #expect(try await tollgate("explain", "TG404").output.contains("What it checks"))
    #expect(try await tollgate("explain", "instance-type-offered", "--format", "json").output.hasPrefix("{"))
    #expect(try await tollgate("explain", "TG40").error.contains("did you mean"))
    #expect(try await tollgate("cost", "Examples/vision-train.yaml").output.contains("Cost-savings mode (asked for)"))
    #expect(try await tollgate("cost", "Examples/everything-wrong.yaml").code == 1)
    #expect(try await tollgate("cost", "Examples/vision-train.yaml", "--format", "json").output.contains("\"lines\""))
    #expect(try await tollgate("catalog", "show").output.contains("us-east-1"))
    #expect(try await tollgate("catalog", "show", "us-east-1").output.contains("NAT gateway"))
    #expect(try await tollgate("catalog", "show", "g6.xlarge").output.contains("gpu L4"))
    #expect(try await tollgate("catalog", "show", "--format", "json").output.hasPrefix("{"))
    #expect(try await tollgate("catalog", "show", "us-east-1", "--format", "json").output.hasPrefix("{"))
    #expect(try await tollgate("catalog", "show", "g6.xlarge", "--format", "json").output.hasPrefix("{"))
    #expect(try await tollgate("catalog", "verify").output.contains("sound"))
    #expect(try await tollgate("catalog", "verify", "--format", "json").output == "[]\n")
  }
}
