/// A problem in a trace: what is wrong, where, and what to do about it.
public struct TraceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name of the file.
  public let source: String
  /// The line number, from 1; nil if the error concerns the whole file.
  public let line: Int?
  /// What is wrong.
  public let message: String
  /// What to do.
  public let help: String

  /// Place and message in the format of compilers.
  public var description: String { "\(source)\(line.map { ":\($0)" } ?? ""): \(message)" }
}
