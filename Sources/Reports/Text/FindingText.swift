import Documents

/// Renders findings as compilers do: message, place, the line with carets, help and notes.
public struct FindingText: Sendable {
  private let sources: [String: SourceFile]
  private let hidden: [String: HiddenText]
  private let style: TextStyle

  /// A renderer that finds lines in the given sources and never shows the given ranges of them.
  public init(sources: [SourceFile], secrets: [String: [SourceRange]] = [:], style: TextStyle) {
    self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    hidden = self.sources.mapValues { HiddenText(secrets[$0.name] ?? [], in: $0) }
    self.style = style
  }

  /// The finding's text, a blank line after it.
  public func render(_ finding: Finding) -> String {
    let start = finding.place.range.start
    let label = "\(finding.severity.rawValue)[\(finding.code)]"
    var text = finding.exception == nil ? style.severity(finding.severity, label) : style.faint("excepted \(label)")
    text += style.bold(": \(finding.message)") + "\n"
    let number = String(start.line)
    let margin = String(repeating: " ", count: number.utf8.count)
    let bar = style.blue("|")
    text += margin + style.blue("-->") + " \(printable(finding.place.source)):\(start.line):\(start.column)\n"
    if let source = sources[finding.place.source] {
      let excerpt = Excerpt(of: finding.place, in: source, hiding: hidden[source.name] ?? HiddenText(in: source))
      text += "\(margin) \(bar)\n"
      text += "\(style.blue(number)) \(bar) \(excerpt.line)\n"
      text += "\(margin) \(bar) \(style.severity(finding.severity, excerpt.carets))\n"
    }
    for line in finding.help { text += "\(margin) \(style.blue("=")) \(style.bold("help")): \(line)\n" }
    for line in finding.notes { text += "\(margin) \(style.blue("=")) \(style.bold("note")): \(printable(line))\n" }
    if let exception = finding.exception {
      let line = "by `\(exception.name)` until \(exception.expires) (\(exception.ticket), \(exception.approvedBy)): "
      text += "\(margin) \(style.blue("=")) \(style.bold("excepted")): \(printable(line + exception.reason))\n"
    }
    if !finding.related.isEmpty {
      let places = finding.related.map { "\($0.range.start.line):\($0.range.start.column)" }.joined(separator: ", ")
      text += "\(margin) \(style.blue("=")) \(style.bold("note")): it also read \(places)\n"
    }
    return text + "\n"
  }
}
