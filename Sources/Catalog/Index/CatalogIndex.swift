package import Platform

/// A catalog compiled for reading: a flat file of blocks. The checksum of each block is verified when it is read, so a
/// damaged index is never used.
///
/// ```
/// 0   `TGINDEX` and a line break
/// 8   the version of the format         4 bytes, little-endian like all numbers
/// 12  the length of the header          4 bytes
/// 16  the checksum of the header        8 bytes
/// 24  the header: a block with the manifest's digest and date, and the offsets and checksums of the other blocks
/// …   the blocks: regions, instance types, and one for each known region
/// ```
///
/// The checksum is 64-bit FNV-1a over eight-byte words instead of bytes, with the last word zero-padded and each step
/// folded (`h ^= h >> 32`). Every step is reversible, so a change within one word is always detected.
///
/// Blocks are copied before they are verified, not mapped: truncating a mapped file would crash the program.
enum CatalogIndex {
  /// The version of the format. Increase it whenever the format changes.
  static let format: UInt32 = 3
  static let magic = Array("TGINDEX\n".utf8)
  static let prefixLength = 24

  /// The size limit of a block in bytes. The whole index as shipped has 3 MiB.
  private static let lengthLimit = 256 * 1_048_576

  /// The position of a block.
  struct Extent {
    let start: Int
    let length: Int
    let checksum: UInt64

    init(_ fields: inout IndexCursor) {
      start = fields.count()
      length = fields.count()
      checksum = fields.number()
    }

    init(start: Int, length: Int, checksum: UInt64) {
      (self.start, self.length, self.checksum) = (start, length, checksum)
    }
  }

  static func block(_ source: borrowing IndexSource, _ extent: Extent) throws(IndexError) -> IndexBlock {
    guard extent.length <= lengthLimit else { throw .damaged }
    let bytes = try source.bytes(at: extent.start, count: extent.length)
    guard checksum(bytes) == extent.checksum else { throw .damaged }
    return IndexBlock(bytes)
  }

  static func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
      func mix(_ word: UInt64) {
        hash = (hash ^ word) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 32
      }
      let words = bytes.count & ~7
      for place in stride(from: 0, to: words, by: 8) {
        mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      }
      if words < bytes.count { mix(bytes[words...].reversed().reduce(0) { $0 << 8 | UInt64($1) }) }
      return hash
    }
  }
}

extension Catalog {
  /// Reads the data for a selection of regions.
  /// - Parameter manifest: The digest of the manifest that the index must have been built from; nil if it was just
  ///   built.
  /// - Throws: `IndexError` if the index is damaged, or has another version or another manifest.
  package convenience init(
    index source: borrowing IndexSource, madeFrom manifest: Digest?, regions selection: RegionSelection
  ) throws(IndexError) {
    var prefix = IndexCursor(IndexBlock(try source.bytes(at: 0, count: CatalogIndex.prefixLength)), at: 0)
    for byte in CatalogIndex.magic where prefix.number(UInt8.self) != byte { throw .damaged }
    guard prefix.number(UInt32.self) == CatalogIndex.format else { throw .ofAnotherVersion }
    let place = CatalogIndex.Extent(
      start: CatalogIndex.prefixLength, length: prefix.count(), checksum: prefix.number())
    var header = IndexCursor(try CatalogIndex.block(source, place))
    guard let digest = Digest(hexadecimal: header.text()) else { throw .damaged }
    if let manifest, manifest != digest { throw .stale }
    let asOf = CalendarDate(daysSinceEpoch: Int(header.number(Int32.self)))
    guard header.number(UInt64.self) == source.length else { throw .damaged }
    var regions = IndexCursor(try CatalogIndex.block(source, CatalogIndex.Extent(&header)))
    var types = IndexCursor(try CatalogIndex.block(source, CatalogIndex.Extent(&header)))
    var data: [String: RegionalData] = [:]
    for _ in 0..<min(header.count(), place.length) {
      let (name, extent) = (header.text(), CatalogIndex.Extent(&header))
      guard selection.includes(name) else { continue }
      data[name] = extent.length == 0 ? .empty : try RegionalData(try CatalogIndex.block(source, extent))
    }
    let known = regions.list { Region(&$0) }
    let names = known.map(\.name)
    let quotas = regions
    self.init(
      asOf: asOf, digest: digest, regions: Dictionary(known.map { ($0.name, $0) }) { $1 },
      quotas: {
        var fields = quotas
        return fields.list { Quota(&$0) }
      }, instanceTypes: types.table { InstanceType(&$0, regions: names) }, regionalData: data)
  }
}

extension Catalog {
  /// Reads the catalog from an index, with every region.
  /// - Throws: `CatalogError` if the index at the path is missing, damaged, or has another version.
  public convenience init(index path: String) throws(CatalogError) {
    do throws(IndexError) {
      try self.init(index: IndexSource(path: path, owners: IndexPlaces.trusted()), madeFrom: nil, regions: .all)
    } catch {
      throw CatalogError(file: path, message: "the index \(error.reason); `tollgate catalog compile` makes it anew")
    }
  }
}

/// Why an index cannot be used. In each case, it is rebuilt.
package enum IndexError: Error, Sendable, Equatable {
  /// There is no index.
  case missing
  /// It was built from another manifest.
  case stale
  /// It was written by another version of the program.
  case ofAnotherVersion
  /// It is not an index, is incomplete, or a checksum does not match.
  case damaged
  /// Other users could have written it.
  case untrusted
  /// It is a symbolic link.
  case isLink
  /// It cannot be read; the value is the system's reason.
  case unreadable(String)

  /// The reason, as a continuation of "the index".
  package var reason: String {
    switch self {
    case .missing: "is missing"
    case .stale: "is not of this version of the catalog"
    case .ofAnotherVersion: "is of another version of Tollgate"
    case .damaged: "is damaged"
    case .untrusted: "can be written by other users"
    case .isLink: "is a symbolic link"
    case .unreadable(let reason): "cannot be read: \(reason)"
    }
  }
}
