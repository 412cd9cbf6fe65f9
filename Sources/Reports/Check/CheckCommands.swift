public import Findings
public import Gate

/// A CI system whose jobs print findings as commands in their log.
public protocol CommandHost: Sendable {
  /// The name, as `--format` takes it.
  static var name: String { get }

  /// The line for a result.
  static func line(_ result: CheckResult) -> PrintableText
}

/// The report of `tollgate check` as commands in the log of a CI system, and a line with the counts.
public struct CheckCommands<Host: CommandHost>: CheckEmitter {
  /// The name, as `--format` takes it.
  public static var name: String { Host.name }

  private var results = CheckResults()

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    results.unexcused(in: part, basis).map(Host.line).joined()
  }

  /// The end of the report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText { "\(RunText.summary(tally, basis))\n" }
}
