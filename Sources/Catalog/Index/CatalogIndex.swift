package import Platform

/// A catalog compiled for reading: a flat file of blocks, each with a checksum that is compared when the block is read, so
/// that a damaged index is never believed.
///
/// ```
/// 0   `TGINDEX` and a line break
/// 8   the version of the format         4 bytes, little-endian like all numbers
/// 12  how long the header is            4 bytes
/// 16  the header's checksum             8 bytes
/// 24  the header: a block with the manifest's digest and day, and where the other blocks stand, with their checksums
/// …   the blocks: regions, instance types, and one for each region that is known
/// ```
///
/// A checksum is FNV-1a of 64 bits over words of eight bytes instead of single ones, the last word filled with zeros, each
/// step folded (`h ^= h >> 32`). Every step is reversible, so that a change within one word never goes unnoticed.
///
/// Blocks are copied before they are checked, not mapped: a mapped file that is truncated would crash the program.
enum CatalogIndex {
  /// The version of the format. It changes with everything that is written otherwise.
  static let format: UInt32 = 1
  static let magic = Array("TGINDEX\n".utf8)
  static let prefixLength = 24

  /// The largest block that is read; the whole of the shipped index has 3 MiB.
  private static let lengthLimit = 256 * 1_048_576

  /// Where a block stands.
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
  /// Reads what a selection of regions needs.
  /// - Parameter manifest: The digest of the manifest that the index must have been made from; nil where it has just been
  ///   made.
  /// - Throws: `IndexError` if the index is damaged, of another version, or of another manifest.
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
    self.init(
      asOf: asOf, digest: digest, regions: Dictionary(known.map { ($0.name, $0) }) { $1 },
      instanceTypes: types.table { InstanceType(&$0, regions: names) }, regionalData: data)
  }
}

extension Catalog {
  /// The catalog of an index, every region loaded.
  /// - Throws: `CatalogError` if the index at the path is missing, damaged, or of another version.
  public convenience init(index path: String) throws(CatalogError) {
    do throws(IndexError) {
      try self.init(index: IndexSource(path: path, owners: IndexPlaces.trusted()), madeFrom: nil, regions: .all)
    } catch {
      throw CatalogError(file: path, message: "the index \(error.reason); `tollgate catalog compile` makes it anew")
    }
  }
}

/// Why an index cannot be used. Each is a reason to make it anew.
package enum IndexError: Error, Sendable, Equatable {
  /// There is none.
  case missing
  /// It was made from another manifest.
  case stale
  /// It was written by another version of the program.
  case ofAnotherVersion
  /// It is not an index, is not whole, or a checksum differs.
  case damaged
  /// It lies where others could have written it.
  case untrusted
  /// It is a symbolic link.
  case isLink
  /// It cannot be read; the system's reason.
  case unreadable(String)

  /// Why, behind "the index".
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
