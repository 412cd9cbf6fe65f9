import Findings
import Program
import Reports

/// An error in one sentence, for a line of another report.
struct ErrorWords {
  /// The message without its excerpt, with the place if it has one.
  let message: String
  /// What to do; nil if nothing is suggested.
  let help: String?

  /// The words of an error.
  init(_ error: any Error) {
    let style = TextStyle(isColored: false)
    let text = (error as? Failure)?.render(style).text ?? ErrorText.render(error, style: style)?.text ?? "\(error)"
    let lines = text.split(separator: "\n")
    let first = lines.first ?? ""
    // `error: ` or `error[TG010]: `
    let message = first.hasPrefix("error") ? Self.rest(of: first, after: ": ") ?? String(first) : String(first)
    let place = lines.dropFirst().first.flatMap { Self.rest(of: $0, after: "--> ") }
    self.message = message + (place.map { " (\($0))" } ?? "")
    help = lines.lazy.compactMap { Self.rest(of: $0, after: "= help: ") }.first
  }

  private static func rest(of line: Substring, after mark: String) -> String? {
    let start = line.indices.first { line[$0...].hasPrefix(mark) }
    return start.map { String(line[$0...].dropFirst(mark.count)) }
  }
}
