/// A text that must not be shown: it has no description, no debug description and no mirror that would reveal it.
public struct Secret: Sendable, Equatable {
  private let text: String

  /// A secret with the given text.
  public init(_ text: String) {
    self.text = text
  }

  /// Hands the text to code that needs it to check or send it; what comes back must not contain it.
  public func withText<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    try body(text)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always the same words.
  public var description: String { "<redacted>" }
  /// Always the same words.
  public var debugDescription: String { "<redacted>" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
