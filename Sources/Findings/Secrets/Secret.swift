/// A text that must not be shown. Its descriptions and its mirror do not reveal it.
public struct Secret: Sendable, Equatable {
  private let text: String

  /// Creates a secret with the given text.
  public init(_ text: String) {
    self.text = text
  }

  /// Passes the text to code that checks or sends it. The result must not contain it.
  public func withText<Result>(_ body: (String) throws -> Result) rethrows -> Result {
    try body(text)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A fixed placeholder.
  public var description: String { "<redacted>" }
  /// A fixed placeholder.
  public var debugDescription: String { "<redacted>" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
