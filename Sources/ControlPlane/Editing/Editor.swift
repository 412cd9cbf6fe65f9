import SystemPackage
public import Findings
import Glibc
import HTTP
public import Platform
import Subprocess

/// The person's editor on a text: `$VISUAL`, else `$EDITOR`, run by the shell as git does, so that it may have arguments.
public struct Editor: Sendable {
  private let command: String

  /// The editor that the environment names.
  /// - Throws: `EditingError` if it names none, or if there is no terminal for one.
  public init(environment: (_ variable: String) -> String? = ProcessEnvironment.variable) throws(EditingError) {
    guard let command = ["VISUAL", "EDITOR"].lazy.compactMap(environment).first(where: { !$0.isEmpty }) else {
      throw .noEditor
    }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    self.command = command
  }

  /// What is found on a text.
  public struct Review {
    /// What must be mended; empty if the text may pass.
    public let findings: [Finding]
    /// The environment variables that it takes secrets from.
    public let secretVariables: Set<String>

    /// A review of these findings.
    public init(findings: [Finding], secretVariables: Set<String>) {
      self.findings = findings
      self.secretVariables = secretVariables
    }
  }

  /// Has a text edited until a review finds nothing more that must be mended.
  ///
  /// The findings of a review stand in the text as comments above the lines they are about, and are taken out again.
  /// - Parameters:
  ///   - secrets: What the editor must not find in its environment, whatever the variable's name.
  ///   - review: What is found on a text.
  /// - Returns: The text that passed.
  /// - Throws: `EditingError` if the editor fails, the text comes back empty or as it was, or it cannot be kept.
  public func edit(
    _ text: String, withholding secrets: [Secret], review: (_ text: String) throws -> Review
  ) async throws -> String {
    let file = try EditedFile()
    let redaction = Redaction().adding(secrets)
    var text = text
    var findings: [Finding] = []
    var variables: Set<String> = []
    while true {
      try file.write(EditorComments.adding(findings, to: text))
      try await run(on: file.path, EditorEnvironment.make(named: variables, knowing: redaction))
      let edited = EditorComments.removing(from: try file.read())
      guard !EditorComments.isEmpty(edited) else {
        file.remove()
        throw EditingError.emptied
      }
      guard edited != text else {
        // What was written in earlier rounds is not thrown away.
        if findings.isEmpty { file.remove() }
        throw EditingError.unchanged(kept: findings.isEmpty ? nil : file.path)
      }
      text = edited
      let review = try review(text)
      findings = review.findings
      variables.formUnion(review.secretVariables)
      if findings.isEmpty {
        file.remove()
        return text
      }
    }
  }

  private func run(on path: String, _ environment: Environment) async throws(EditingError) {
    // Ctrl-C and Ctrl-\ belong to the editor meanwhile. A handler, unlike an ignored signal, is not inherited by it.
    let handlers = [SIGINT, SIGQUIT].map { ($0, signal($0) { _ in }) }
    defer { for (number, handler) in handlers { signal(number, handler) } }
    let status: TerminationStatus
    do {
      status = try await Subprocess.run(
        .path("/bin/sh"), arguments: ["-c", command + " \"$1\"", "sh", path], environment: environment,
        input: .currentStandardInput,
        output: .currentStandardOutput, error: .currentStandardError
      ).terminationStatus
    } catch {
      throw .failed(command, kept: path)
    }
    guard status.isSuccess else { throw .failed(command, kept: path) }
  }
}

/// A file in a folder of its own that nobody else can read.
private struct EditedFile {
  let path: String
  private let directory: String

  init() throws(EditingError) {
    let parent = ProcessEnvironment.variable("TMPDIR").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var template = Array((parent + "/tollgate-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw .file(parent, reason: SystemError.last) }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = directory + "/request.yaml"
  }

  func write(_ text: String) throws(EditingError) {
    // What an editor put in its place, such as a pipe, is not waited for.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(path, reason: SystemError.last) }
    defer { close(descriptor) }
    guard FileWriting.write(text, to: descriptor) else { throw .file(path, reason: SystemError.last) }
  }

  func read() throws(EditingError) -> String {
    do throws(FileError) {
      return String(decoding: try RegularFile.bytes(of: path, limit: 1_048_576), as: UTF8.self)
    } catch { throw .file(path, reason: "\(error)") }
  }

  /// Removes the folder with everything that the editor left in it.
  func remove() {
    for name in (try? FileReading.names(in: directory)) ?? [] { unlink(directory + "/" + name.shown) }
    rmdir(directory)
  }
}

/// Why editing did not come to a text that may pass. Nothing is sent then.
public enum EditingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Neither variable is set.
  case noEditor
  /// Input or output is not a terminal.
  case noTerminal
  /// The editor ended with an error.
  case failed(String, kept: String)
  /// The text came back as it was; `kept` is where the last one lies.
  case unchanged(kept: String?)
  /// The text came back empty.
  case emptied
  /// The file cannot be written or read.
  case file(String, reason: String)

  /// The message for people.
  public var description: String {
    switch self {
    case .noEditor: "there is no editor: neither VISUAL nor EDITOR is set"
    case .noTerminal: "there is no terminal to edit the request in"
    case .failed(let command, _): "the editor `\(printable(command, limit: 80))` failed; nothing was sent"
    case .unchanged: "the request was not changed; nothing was sent"
    case .emptied: "the request came back empty; nothing was sent"
    case .file(let path, let reason): "the file for the editor, `\(printable(path))`, cannot be used: \(reason)"
    }
  }

  /// What to do; nil where nothing is known to help.
  public var help: String? {
    switch self {
    case .noEditor: "set EDITOR, such as to `nano`"
    case .noTerminal: "leave `--edit-before-creation` out, or write a document and `tollgate submit` it"
    case .failed(_, let kept): "what you wrote is kept in `\(printable(kept))`"
    case .unchanged(let kept): kept.map { "what you wrote is kept in `\(printable($0))`" }
    case .emptied, .file: nil
    }
  }
}
