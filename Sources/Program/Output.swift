package import ArgumentParser
package import Findings
import Glibc
import Platform
import Reports

/// Where text goes: the report to standard output or a file, everything else to standard error.
package enum Output {
  package static func standardOutput(_ text: PrintableText) throws {
    try write(text.text, to: STDOUT_FILENO, name: "<stdout>")
  }

  package static func standardError(_ text: PrintableText) {
    // If standard error is closed there is nobody to report to.
    try? write(text.text, to: STDERR_FILENO, name: "<stderr>")
  }

  package static func file(_ text: PrintableText, path: String) throws { try replace(path, with: text.text) }

  /// Writes a whole file.
  package static func replace(_ path: String, with text: String) throws {
    let file = try OutputFile(path)
    do {
      try file.write(text)
    } catch {
      file.abandon()
      throw error
    }
    try file.finish()
  }

  package static func write(_ text: String, to descriptor: CInt, name: String) throws {
    guard FileWriting.write(text, to: descriptor) else { throw failure(name) }
  }

  package static func failure(_ name: String) -> ExitCode {
    let reason = SystemError.last
    let message = "cannot write `\(printable(name))`: \(reason)"
    let style = TextStyle(isColored: false)
    if name != "<stderr>" { standardError(ErrorText.message(message, help: nil, style)) }
    return .unusable
  }
}
