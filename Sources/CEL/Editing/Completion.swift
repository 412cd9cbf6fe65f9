/// A name that may be written at a place of an expression, for editors.
public struct Completion: Sendable, Equatable {
  /// What a name stands for.
  public enum Kind: Sendable {
    /// A variable, of the environment or of a macro.
    case variable
    /// A field of a struct type.
    case field
    /// A function, or a call that a macro expands.
    case function
    /// A word of the language, such as `true`.
    case keyword
  }

  /// Whether a byte may be part of a name, so that what is written of one can be found.
  public static func isOfName(_ byte: UInt8) -> Bool { UnfinishedSource.isOfName(byte) }

  /// The name, without what it is a member of.
  public let name: String
  /// What the name stands for.
  public let kind: Kind
  /// The type of a value, or the signatures of a function, one a line; empty for a keyword.
  public let detail: String
}

extension Overload {
  /// How the function is called, as in `string.startsWith(string) -> bool`.
  func signature(_ name: String) -> String {
    let receiver: String = isMember ? parameters.first.map { $0.description + "." } ?? "" : ""
    let arguments = parameters.dropFirst(isMember ? 1 : 0).map(\.description).joined(separator: ", ")
    return receiver + name + "(" + arguments + ") -> " + result.description
  }
}

extension [Overload] {
  /// How a function may be called, one way a line.
  func signatures(_ name: String) -> String { map { $0.signature(name) }.joined(separator: "\n") }
}
