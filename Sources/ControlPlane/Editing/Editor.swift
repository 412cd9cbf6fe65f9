public import Findings
import Glibc
import HTTP
public import Platform

/// Runs the person's editor on a text: `$VISUAL`, otherwise `$EDITOR`. As in git, the shell runs it, so it may have
/// arguments.
public struct Editor: Sendable {
  private let command: String

  /// Creates the editor that the environment names.
  /// - Throws: `EditingError` if it names none, or there is no terminal.
  public init(environment: (_ variable: String) -> String? = ProcessEnvironment.variable) throws(EditingError) {
    guard let command = ["VISUAL", "EDITOR"].lazy.compactMap(environment).first(where: { !$0.isEmpty }) else {
      throw .noEditor
    }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    self.command = command
  }

  /// The review of a text.
  public struct Review {
    /// The errors that must be fixed; empty if the text is acceptable.
    public let findings: [Finding]
    /// The environment variables that the text takes secrets from.
    public let secretVariables: Set<String>

    /// Creates a review.
    public init(findings: [Finding], secretVariables: Set<String>) {
      self.findings = findings
      self.secretVariables = secretVariables
    }
  }

  /// Opens a text in the editor until a review finds nothing more to fix.
  ///
  /// The findings of a review appear in the text as comments above their lines, and are removed afterwards.
  /// - Parameters:
  ///   - secrets: The secrets to remove from the editor's environment, whatever their variable's name.
  ///   - review: Reviews a text.
  /// - Returns: The accepted text.
  /// - Throws: `EditingError` if the editor fails, the text is empty or unchanged, or it cannot be stored.
  public func edit(
    _ text: String, withholding secrets: [Secret], review: (_ text: String) throws -> Review
  ) throws -> String {
    let file = try EditedFile()
    let redaction = Redaction().adding(secrets)
    var text = text
    var findings: [Finding] = []
    var variables: Set<String> = []
    while true {
      try file.write(EditorComments.adding(findings, to: text))
      try run(on: file.path, EditorEnvironment.make(named: variables, knowing: redaction))
      let edited = EditorComments.removing(from: try file.read())
      guard !EditorComments.isEmpty(edited) else {
        file.remove()
        throw EditingError.emptied
      }
      guard edited != text else {
        // Keep what was written in earlier rounds.
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

  private func run(on path: String, _ environment: [(name: String, value: String)]) throws(EditingError) {
    // Ctrl-C and Ctrl-\ go to the editor meanwhile. It does not inherit a handler, as it would an ignored signal.
    let handlers = [SIGINT, SIGQUIT].map { ($0, signal($0) { _ in }) }
    defer { for (number, handler) in handlers { signal(number, handler) } }
    let arguments = ["sh", "-c", command + " \"$1\"", "sh", path]
    guard ChildProcess.run("/bin/sh", arguments, environment: environment) == 0 else {
      throw .failed(command, kept: path)
    }
  }
}

/// A file in its own folder that nobody else can read.
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
    // The editor may have replaced the file, for example by a pipe: opening it must not block.
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

  /// Removes the folder and everything that the editor left in it.
  func remove() {
    for name in (try? FileReading.names(in: directory)) ?? [] { unlink(directory + "/" + name.shown) }
    rmdir(directory)
  }
}

/// Why editing produced no acceptable text. Nothing is sent then.
public enum EditingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Neither variable is set.
  case noEditor
  /// Input or output is not a terminal.
  case noTerminal
  /// The editor ended with an error.
  case failed(String, kept: String)
  /// The text is unchanged; `kept` is the path of the last version.
  case unchanged(kept: String?)
  /// The text is empty.
  case emptied
  /// The file cannot be written or read.
  case file(String, reason: String)

  /// The message shown to people.
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

  /// What to do; nil if there is nothing to suggest.
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
