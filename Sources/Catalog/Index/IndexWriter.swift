import Platform

/// Compiles the contents of a catalog into the bytes of an index.
package enum IndexWriter {
  private struct Blocks {
    let regions: [UInt8]
    let types: [UInt8]
    let data: [(name: String, bytes: [UInt8])]

    init(_ contents: CatalogContents) {
      var regions = IndexBlockWriter()
      regions.add(contents.regions.values.sorted { IndexRows.isOrderedBefore($0.name, $1.name) }) { $1.write(to: &$0) }
      regions.add(contents.quotas.sorted { $0.code < $1.code }) { $1.write(to: &$0) }
      self.regions = regions.bytes
      var types = IndexBlockWriter()
      let names = contents.regions.keys.sorted(by: IndexRows.isOrderedBefore)
      types.add(contents.instanceTypes) { $1.write(to: &$0, regions: names) }
      self.types = types.bytes
      data = contents.regionalData.sorted { IndexRows.isOrderedBefore($0.key, $1.key) }.map { name, region in
        guard !region.isEmpty else { return (name, []) }
        var block = IndexBlockWriter()
        region.write(to: &block)
        return (name, block.bytes)
      }
    }

    var bytes: [UInt8] { regions + types + data.flatMap(\.bytes) }
  }

  /// The bytes in the format of `CatalogIndex`. Equal catalogs give equal bytes.
  package static func bytes(of contents: CatalogContents) -> [UInt8] {
    let blocks = Blocks(contents)
    let content = blocks.bytes
    // The length of the header does not depend on the offsets in it.
    let start = CatalogIndex.prefixLength + header(contents, blocks, from: 0, total: 0).count
    let header = header(contents, blocks, from: start, total: start + content.count)
    var prefix = CatalogIndex.magic
    for number in [CatalogIndex.format, UInt32(clamping: header.count)] {
      withUnsafeBytes(of: number.littleEndian) { prefix += $0 }
    }
    withUnsafeBytes(of: CatalogIndex.checksum(header).littleEndian) { prefix += $0 }
    return prefix + header + content
  }

  private static func header(
    _ contents: CatalogContents, _ blocks: Blocks, from start: Int, total: Int
  ) -> [UInt8] {
    var header = IndexBlockWriter()
    header.add(contents.digest.hexadecimal)
    header.add(Int32(clamping: contents.asOf.daysSinceEpoch))
    header.add(UInt64(total))
    var place = start
    func add(_ block: [UInt8]) {
      header.add(count: place)
      header.add(count: block.count)
      header.add(CatalogIndex.checksum(block))
      place += block.count
    }
    add(blocks.regions)
    add(blocks.types)
    header.add(count: blocks.data.count)
    for (name, block) in blocks.data {
      header.add(name)
      add(block)
    }
    return header.bytes
  }
}
