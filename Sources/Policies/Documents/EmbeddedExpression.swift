import CEL
import Documents

/// An expression in a document, and how to find a part of it there.
public struct EmbeddedExpression: Sendable {
  /// The expression.
  public let text: String
  /// Where it stands.
  public let place: Place
  private let source: SourceFile

  init(_ text: Located<String>, in source: SourceFile) {
    self.text = text.value
    place = text.place
    self.source = source
  }

  /// The place of a part of the expression, by UTF-8 offsets.
  public func place(of range: Range<Int>) -> Place {
    TextAlignment(of: text, at: place, in: source).place(of: range)
  }

  /// What is wrong with the expression.
  func findings(_ error: CompileError) -> [Finding] {
    error.issues.map { issue in
      Finding(
        code: .policyExpression, severity: .error, message: issue.message, place: place(of: issue.range),
        help: issue.help.map { [$0] } ?? [])
    }
  }
}
