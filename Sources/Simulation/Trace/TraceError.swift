/// What is wrong with a trace, where, and what to do about it.
public struct TraceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name of the file.
  public let source: String
  /// The line, from 1; nil if it concerns the whole file.
  public let line: Int?
  /// What is wrong.
  public let message: String
  /// What to do.
  public let help: String

  /// Place and message, as compilers write it.
  public var description: String { "\(source)\(line.map { ":\($0)" } ?? ""): \(message)" }
}
