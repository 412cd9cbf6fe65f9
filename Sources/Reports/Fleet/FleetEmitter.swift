public import Findings
public import Gate

/// A format of a report about several requests that is written part by part, so that it holds neither their documents nor
/// their bills. What has to wait for the last request waits on disk.
public protocol FleetEmitter: Sendable {
  /// The name, as `--format` takes it.
  static var name: String { get }

  /// An emitter of one report. Only text for terminals needs the style.
  init(style: TextStyle, _ options: FleetOptions)

  /// What is written for the next part of the requests. The first part may be empty.
  /// - Throws: `FileError` if something cannot wait on disk.
  mutating func emit(_ part: CheckPart, _ basis: CheckBasis) throws -> PrintableText

  /// Writes the end of the report, in pieces.
  /// - Throws: `FileError` if what waits on disk cannot be read, and what `write` throws.
  mutating func end(_ tally: CheckTally, _ basis: CheckBasis, _ write: (PrintableText) throws -> Void) throws
}

extension FleetEmitter {
  /// The whole report on a run.
  /// - Throws: `FileError` if something cannot wait on disk.
  public static func render(
    _ run: CheckRun, style: TextStyle, _ options: FleetOptions = FleetOptions()
  ) throws -> PrintableText {
    var emitter = Self(style: style, options)
    var text = try emitter.emit(run.whole, run.basis)
    try emitter.end(run.tally, run.basis) { text += $0 }
    return text
  }
}
