import Foundation
import TestSupport
import Testing

/// Runs the built program as a user does.
enum Program {
  struct Result: Sendable {
    let code: Int32
    let output: String
    let error: String

    /// Both, for searching.
    var all: String { output + error }
  }

  /// The folder of the built programs.
  static let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path

  /// Runs `tollgate` to its end; whatever it prints is searched for secrets.
  static func tollgate(
    _ arguments: [String], input: String? = nil, folder: String? = nil, environment: [String: String] = [:]
  ) async throws -> Result {
    let result = try await run(
      Program.folder + "/tollgate", arguments, input: input, folder: folder, environment: environment)
    SecretWatch.expectNone(in: result.all)
    return result
  }

  /// All that `tollgate` prints, on one line, however wide its tables are.
  static func line(_ arguments: [String], code: Int32 = 0) async throws -> String {
    let result = try await tollgate(arguments)
    #expect(result.code == code, "\(result.all)")
    return result.all.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A report as JSON.
  static func json(_ arguments: [String], input: String? = nil) async throws -> [String: Any] {
    let result = try await tollgate(arguments + ["--format", "json"], input: input)
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  /// Runs something with the path of the shipped cost profile that has more at its end.
  static func withProfile(_ text: String, _ body: (String) async throws -> Void) async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let shipped = try String(contentsOfFile: Repository.catalogPath + "/cost-profile.yaml", encoding: .utf8)
    try (shipped + "\n" + text).write(toFile: folder + "/profile.yaml", atomically: true, encoding: .utf8)
    try await body(folder + "/profile.yaml")
  }

  /// Runs a program to its end, away from the threads that tests run on.
  static func run(
    _ program: String, _ arguments: [String], input: String? = nil, folder: String? = nil,
    environment: [String: String] = [:]
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Swift.Result {
            let process = try start(program, arguments, input: input, folder: folder, environment: environment)
            return process.finish()
          })
      }
    }
  }

  /// A program that runs.
  final class Running: @unchecked Sendable {
    // INVARIANT: used by one thread at a time.
    private let process: Process
    private let output = Pipe()
    private let error = Pipe()

    fileprivate init(_ process: Process) {
      self.process = process
      process.standardOutput = output
      process.standardError = error
    }

    var isRunning: Bool { process.isRunning }

    func kill(_ number: Int32 = SIGKILL) {
      if process.isRunning { Glibc.kill(process.processIdentifier, number) }
    }

    /// The next line of standard output.
    func readLine() -> String {
      var line = Data()
      while let byte = try? output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) {
        line += byte
      }
      return String(decoding: line, as: UTF8.self)
    }

    func finish() -> Result {
      let text = (try? output.fileHandleForReading.readToEnd()) ?? Data()
      let messages = (try? error.fileHandleForReading.readToEnd()) ?? Data()
      process.waitUntilExit()
      let isExit = process.terminationReason == .exit
      return Result(
        code: isExit ? process.terminationStatus : -process.terminationStatus,
        output: String(decoding: text, as: UTF8.self),
        error: String(decoding: messages, as: UTF8.self))
    }
  }

  /// The index of the shipped catalog, made once before any other program runs.
  private static let isCatalogCompiled = Swift.Result {
    let compilation = try start(
      folder + "/tollgate", ["catalog", "compile", "--catalog", Repository.catalogPath], isCompilation: true)
    let result = compilation.finish()
    if result.code != 0 { throw NotCompiled(reason: result.error) }
  }

  /// The shipped catalog has no index.
  private struct NotCompiled: Error {
    let reason: String
  }

  /// Copies the program to a path. Another program does it: a child of this process that is started meanwhile would inherit the
  /// open file, and nothing can be started that somebody may still write to.
  static func copy(to path: String) async throws {
    let result = try await run("/bin/cp", [folder + "/tollgate", path])
    #expect(result.code == 0, "\(result.error)")
  }

  /// Starts a program. A variable that is set to the empty string is removed.
  static func start(
    _ program: String, _ arguments: [String], input: String? = nil, folder: String? = nil,
    environment: [String: String] = [:], isCompilation: Bool = false
  ) throws -> Running {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? Repository.path)
    var variables = ProcessInfo.processInfo.environment
    for name in variables.keys where name.hasPrefix("LIGHTNING_") || name.lowercased().hasSuffix("_proxy") {
      variables[name] = nil
    }
    if !isCompilation { try isCatalogCompiled.get() }
    variables["TOLLGATE_CATALOG"] = Repository.catalogPath
    variables["SOURCE_DATE_EPOCH"] = "1795132800"  // 2026-11-20
    for (name, value) in environment { variables[name] = value.isEmpty ? nil : value }
    process.environment = variables
    let running = Running(process)
    let inputPipe = Pipe()
    process.standardInput = inputPipe
    try process.run()
    try inputPipe.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
    try inputPipe.fileHandleForWriting.close()
    return running
  }
}
