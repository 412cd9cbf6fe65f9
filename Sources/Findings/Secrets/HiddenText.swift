import Synchronization

/// What excerpts of a source do not show: some parts of it, and their text wherever else it stands.
///
/// The source is searched a block at a time, each once and only if something of it is shown, so that the work is linear in the
/// source, whatever the number of excerpts and secrets.
public final class HiddenText: Sendable {
  /// Bytes of a block: more than an excerpt shows.
  private static let blockSize = 1 << 14
  /// Bytes before a block that are searched for the key of a value in it; an external id has at most 1,224.
  private static let reach = 1 << 12
  /// Bytes around a block into which a repetition may reach.
  private static let overlap = 64

  private struct Found {
    /// The given ranges, and what looks for their texts.
    var known: (ranges: HiddenRanges, texts: SecretTexts)?
    var blocks: [Int: HiddenRanges] = [:]
  }

  private let source: SourceFile
  private let given: [SourceRange]
  private let found = Mutex(Found())

  /// Hides parts of a source.
  public init(_ ranges: [SourceRange] = [], in source: SourceFile) {
    self.source = source
    given = ranges
  }

  /// Where a part of the source must not be shown.
  func ranges(in part: Range<Int>) -> HiddenRanges {
    guard !part.isEmpty else { return HiddenRanges([]) }
    return found.withLock { found in
      let blocks = part.lowerBound / Self.blockSize...(part.upperBound - 1) / Self.blockSize
      return HiddenRanges(blocks.flatMap { Array(ranges(ofBlock: $0, &found).overlapping(part)) })
    }
  }

  private func ranges(ofBlock number: Int, _ found: inout Found) -> HiddenRanges {
    if let block = found.blocks[number] { return block }
    let (given, texts) = found.known ?? known()
    found.known = (given, texts)
    let bytes = source.bytes
    let block = number * Self.blockSize..<min(bytes.count, (number + 1) * Self.blockSize)
    let surroundings = max(0, block.lowerBound - Self.overlap)..<min(bytes.count, block.upperBound + Self.overlap)
    // A document that cannot be parsed has no ranges.
    let context = bytes[start(ofContext: block)..<surroundings.upperBound]
    let written = ExternalIDText.valueRanges(in: context)
    var ranges = Array(given.overlapping(surroundings)) + written + texts.ranges(in: bytes[surroundings])
    if !written.isEmpty { ranges += SecretTexts(of: written, in: context).ranges(in: bytes[surroundings]) }
    let result = HiddenRanges(ranges)
    found.blocks[number] = result
    return result
  }

  private func known() -> (ranges: HiddenRanges, texts: SecretTexts) {
    let offsets = given.map { $0.start.offset..<max($0.start.offset, $0.end.offset) }
    return (HiddenRanges(offsets), SecretTexts(of: offsets, in: source.bytes[...]))
  }

  /// Some lines above a block, or some bytes within its first line.
  private func start(ofContext block: Range<Int>) -> Int {
    let earliest = max(0, block.lowerBound - Self.reach)
    guard earliest > 0 else { return 0 }
    return source.bytes[earliest..<block.lowerBound].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? earliest
  }
}
