public import Findings
public import Gate

/// A format of the report of `tollgate check`, which is written part by part while requests are checked.
public protocol CheckEmitter: Sendable {
  /// The name, as `--format` takes it.
  static var name: String { get }

  /// An emitter of one report. Only text for terminals needs the style.
  init(style: TextStyle)

  /// What is written for the next part of the requests. The first part may be empty.
  mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText

  /// The end of the report.
  mutating func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText
}

extension CheckEmitter {
  /// The whole report on a run.
  public static func render(_ run: CheckRun, style: TextStyle) -> PrintableText {
    var emitter = Self(style: style)
    return emitter.emit(run.whole, run.basis) + emitter.end(run.tally, run.basis)
  }
}
