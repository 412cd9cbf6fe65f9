import ArgumentParser
import Documents
import Glibc
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
    var text = text
    let isWritten = text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        written += count
      }
      return true
    }
    guard isWritten else { throw failure(name) }
  }

  package static func failure(_ name: String) -> ExitCode {
    let reason = SystemError.last
    let message = "cannot write `\(printable(name))`: \(reason)"
    let style = TextStyle(isColored: false)
    if name != "<stderr>" { standardError(ErrorText.message(message, help: nil, style)) }
    return .unusable
  }
}
