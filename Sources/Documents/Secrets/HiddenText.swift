/// What excerpts of a source do not show: some parts of it, and their text wherever else it stands.
public struct HiddenText: Sendable {
  let ranges: HiddenRanges
  let texts: SecretTexts

  /// Hides parts of a source.
  public init(_ ranges: [SourceRange] = [], in source: SourceFile) {
    let offsets = ranges.map { $0.start.offset..<max($0.start.offset, $0.end.offset) }
    self.ranges = HiddenRanges(offsets)
    texts = SecretTexts(of: offsets, in: source.bytes[...])
  }

  /// Where a part of the source must not be shown.
  ///
  /// `context` is that part and what stands before it: a document that cannot be parsed has no ranges, and a value may have
  /// begun lines above.
  func ranges(in part: ArraySlice<UInt8>, context: ArraySlice<UInt8>) -> HiddenRanges {
    let written = ExternalIDText.valueRanges(in: context)
    var found = Array(ranges.overlapping(part.indices)) + written + texts.ranges(in: part)
    if !written.isEmpty {
      found += SecretTexts(of: written, in: context).ranges(in: part)
    }
    return HiddenRanges(found)
  }
}
