import CProcess
package import Findings
import Glibc
import Platform
package import Reports
import Synchronization

/// Where text goes: the report to standard output or a file, everything else to standard error.
package enum Output {
  private static let color = Mutex(ColorChoice.auto)

  /// The style of what goes to standard error.
  package static var errorStyle: TextStyle {
    TextStyle(isColored: color.withLock { $0 }.isColored(STDERR_FILENO), width: columns(of: STDERR_FILENO))
  }

  /// The number of columns of a terminal; nil if the descriptor is not a terminal.
  static func columns(of descriptor: CInt) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    let columns = tollgate_terminal_columns(descriptor)
    return columns > 0 ? Int(columns) : 80
  }

  /// When standard error is colored.
  package static var colorChoice: ColorChoice { color.withLock { $0 } }

  /// Sets when standard error is colored, once the options are known.
  static func use(_ choice: ColorChoice) { color.withLock { $0 = choice } }

  /// A text in the style of standard error.
  package static func fitting(_ text: (TextStyle) -> PrintableText) -> PrintableText {
    let style = errorStyle
    return style.fitted(text(style))
  }

  /// An error on standard error.
  package static func error(_ message: String, help: String? = nil) {
    standardError(fitting { ErrorText.message(message, help: help, $0) })
  }

  /// A warning on standard error.
  package static func warning(_ message: String) { standardError(fitting { ErrorText.warning(message, $0) }) }

  /// A remark on standard error.
  package static func note(_ message: String) { standardError(fitting { ErrorText.note(message, $0) }) }

  /// The lines of a file that the installation brings.
  package static func lines(_ bytes: [UInt8]) -> PrintableText {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      PrintableText(String(decoding: $0, as: UTF8.self))
    }.joined(separator: "\n")
  }

  /// Sentences on standard output, in lines that fit the terminal that it may be.
  package static func say(_ text: PrintableText) throws {
    try standardOutput(TextStyle(isColored: false, width: columns(of: STDOUT_FILENO)).fitted(text))
  }

  package static func standardOutput(_ text: PrintableText) throws {
    try write(text.text, to: STDOUT_FILENO, name: "<stdout>")
  }

  package static func standardError(_ text: PrintableText) {
    isLineDrawn.withLock { isDrawn in
      // If standard error is closed there is nobody to report to.
      try? write((isDrawn ? eraseLine : "") + text.text, to: STDERR_FILENO, name: "<stderr>")
      isDrawn = false
    }
  }

  /// Whether the cursor stands at the end of a line that is drawn again and again; what is written next takes its place.
  private static let isLineDrawn = Mutex(false)

  private static let eraseLine = "\r\u{1B}[K"

  /// Draws the last line of the terminal that standard error is anew.
  package static func drawLine(_ text: PrintableText) {
    isLineDrawn.withLock { isDrawn in
      try? write(eraseLine + text.text, to: STDERR_FILENO, name: "<stderr>")
      isDrawn = true
    }
  }

  /// Keeps the line that was drawn last, and begins another.
  package static func keepLine() {
    isLineDrawn.withLock { isDrawn in
      if isDrawn { try? write("\n", to: STDERR_FILENO, name: "<stderr>") }
      isDrawn = false
    }
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

  static func write(_ text: String, to descriptor: CInt, name: String) throws {
    guard FileWriting.write(text, to: descriptor) else { throw failure(name) }
  }

  static func failure(_ name: String) -> Failure {
    Failure("cannot write `\(printable(name))`: \(SystemError.last)")
  }
}
