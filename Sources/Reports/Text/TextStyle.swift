package import Findings

/// Colours for terminals (ECMA-48, SGR), or none.
public struct TextStyle: Sendable {
  /// Whether colours are used.
  public let isColored: Bool

  /// A style with or without colours.
  public init(isColored: Bool) { self.isColored = isColored }

  package func bold(_ text: PrintableText) -> PrintableText { sequence("1", text) }
  package func faint(_ text: PrintableText) -> PrintableText { sequence("2", text) }
  package func green(_ text: PrintableText) -> PrintableText { sequence("1;32", text) }
  package func red(_ text: PrintableText) -> PrintableText { sequence("1;31", text) }
  package func blue(_ text: PrintableText) -> PrintableText { sequence("1;34", text) }

  func severity(_ severity: Severity, _ text: PrintableText) -> PrintableText {
    switch severity {
    case .error: red(text)
    case .warning: sequence("1;33", text)
    case .note: sequence("1;36", text)
    }
  }

  private func sequence(_ code: PrintableText, _ text: PrintableText) -> PrintableText {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
