public import Findings

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

  /// The findings' texts, each with a blank line after it; after the last of a code, how many more there are.
  func render(_ findings: [Finding], omitted: [OmittedFindings] = []) -> PrintableText {
    var texts: [PrintableText] = []
    for (index, finding) in findings.enumerated() {
      texts.append(render(finding))
      for more in omitted where more.code == finding.code && more.severity == finding.severity {
        let isLast = !findings[(index + 1)...].contains { $0.code == more.code && $0.severity == more.severity }
        if isLast { texts.append(render(more)) }
      }
    }
    return texts.joined()
  }

  private func render(_ omitted: OmittedFindings) -> PrintableText {
    style.label(omitted)
      + style.bold(": \(AmountText.grouped("\(omitted.count)")) more of this kind are not shown") + "\n\n"
  }

  /// The finding's text, a blank line after it.
  public func render(_ finding: Finding) -> PrintableText {
    let start = finding.place.range.start
    var text = style.label(finding)
    text += style.bold(": \(finding.message)") + "\n"
    let number: PrintableText = "\(start.line)"
    let margin = PrintableText.repeating(" ", number.width)
    let bar = style.blue("|")
    text += "\(margin)\(style.blue("-->")) \(finding.place.source):\(start.line):\(start.column)\n"
    if let source = sources[finding.place.source] {
      let excerpt = Excerpt(of: finding.place, in: source, hiding: hidden[source.name] ?? HiddenText(in: source))
      text += "\(margin) \(bar)\n"
      text += "\(style.blue(number)) \(bar) \(excerpt.line)\n"
      text += "\(margin) \(bar) \(style.severity(finding.severity, "\(excerpt.carets)"))\n"
    }
    for line in finding.help { text += "\(margin) \(style.blue("=")) \(style.bold("help")): \(line)\n" }
    for line in finding.notes { text += "\(margin) \(style.blue("=")) \(style.bold("note")): \(line)\n" }
    if let exception = finding.exception {
      text +=
        "\(margin) \(style.blue("=")) \(style.bold("excepted")): by `\(exception.name)` until \(exception.expires) "
      text += "(\(exception.ticket), \(exception.approvedBy)): \(exception.reason)\n"
    }
    if !finding.related.isEmpty {
      let places = finding.related.map { "\($0.range.start.line):\($0.range.start.column)" }.joined(separator: ", ")
      text += "\(margin) \(style.blue("=")) \(style.bold("note")): it also read \(places)\n"
    }
    return text + "\n"
  }
}
