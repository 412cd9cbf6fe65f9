/// An invalid parameter of a workload, fleet or study.
public struct InvalidParameter: Error, Sendable, Equatable, CustomStringConvertible {
  /// The name of the parameter, in words: `idle timeout`.
  public let name: String
  /// The value that was given.
  public let value: String
  /// What is allowed: `must be 0 or more seconds`.
  public let requirement: String

  /// The whole message, in one sentence.
  public var description: String { "\(name) is `\(value)`: it \(requirement)" }

  init(_ name: String, _ value: String, _ requirement: String) {
    self.name = name
    self.value = value
    self.requirement = requirement
  }

  /// Checks that a number is finite and within a range.
  static func check(_ name: String, _ value: Double, in range: ClosedRange<Double>) throws(InvalidParameter) {
    guard value.isFinite, range.contains(value) else {
      throw InvalidParameter(name, text(value), "must be from \(text(range.lowerBound)) to \(text(range.upperBound))")
    }
  }

  /// Checks that a count is within a range.
  static func check(_ name: String, _ value: Int, in range: ClosedRange<Int>) throws(InvalidParameter) {
    guard range.contains(value) else {
      throw InvalidParameter(name, "\(value)", "must be from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  private static func text(_ value: Double) -> String {
    if value.magnitude < 1e15, let whole = Int(exactly: value) { return "\(whole)" }
    return "\(value)"
  }
}
