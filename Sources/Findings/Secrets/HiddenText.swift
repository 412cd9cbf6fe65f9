import Synchronization

/// The parts of a source that excerpts hide, including repetitions of their text elsewhere.
///
/// The source is searched in blocks, each at most once and only if an excerpt shows part of it. The work is therefore
/// linear in the source, whatever the number of excerpts and secrets.
public final class HiddenText: Sendable {
  /// The size of a block in bytes: more than an excerpt shows.
  private static let blockSize = 1 << 14
  /// The number of bytes before a block that are searched for the key of a value in it. An external ID has at most
  /// 1,224.
  private static let reach = 1 << 12
  /// The number of bytes around a block into which a repetition may extend.
  private static let overlap = 64

  private struct Found {
    /// The given ranges, and a search for their texts.
    var known: (ranges: HiddenRanges, texts: SecretTexts)?
    var blocks: [Int: HiddenRanges] = [:]
  }

  private let source: SourceFile
  private let given: [SourceRange]
  private let found = Mutex(Found())

  /// Creates a value that hides parts of a source.
  public init(_ ranges: [SourceRange] = [], in source: SourceFile) {
    self.source = source
    given = ranges
  }

  /// The code points of a line of the source or of a part of one, with asterisks in place of what is hidden.
  package func masking(_ bytes: ArraySlice<UInt8>) -> [Unicode.Scalar] {
    var rest = ranges(in: bytes.indices).overlapping(bytes.indices)
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var offset = bytes.startIndex
    var isIndentation = true
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      while let first = rest.first, first.upperBound <= offset { rest.removeFirst() }
      isIndentation = isIndentation && (scalar == " " || scalar == "\t")
      let isHidden = !isIndentation && rest.first.map { $0.lowerBound <= offset } ?? false
      scalars.append(isHidden ? "*" : scalar)
      offset += UTF8.width(scalar)
    }
    return scalars
  }

  /// The hidden ranges in a part of the source.
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
    // A document that cannot be parsed has no given ranges.
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

  /// The start of a line before the block, or an offset within its first line.
  private func start(ofContext block: Range<Int>) -> Int {
    let earliest = max(0, block.lowerBound - Self.reach)
    guard earliest > 0 else { return 0 }
    return source.bytes[earliest..<block.lowerBound].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? earliest
  }
}
