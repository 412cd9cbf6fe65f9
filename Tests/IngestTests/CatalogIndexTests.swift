import Foundation
import Platform
import TestSupport
import Testing

@testable import Catalog
@testable import Ingest

/// The index says what the reviewed files say, or nothing.
@Suite struct CatalogIndexTests {
  private static let small = Result { () throws -> [UInt8] in
    let folder = try SmallCatalog.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return IndexWriter.bytes(of: try CatalogFolder(directory: folder).contents())
  }

  /// Everything that a catalog says, in words.
  private static func everything(_ catalog: Catalog) -> [String] {
    var lines = ["\(catalog.asOf) \(catalog.digest)"]
    for (name, region) in catalog.regions.sorted(by: { $0.key < $1.key }) { lines.append("\(name) \(region)") }
    for (name, type) in catalog.instanceTypes {
      lines.append("\(name) \(type.name) \(type.offeredRegions) \(String(describing: type.specification))")
    }
    for name in catalog.loadedRegions {
      guard let data = catalog.data(for: name) else { continue }
      lines.append("\(name) knows offers: \(data.knowsOffers)")
      for type in data.offeredTypes {
        lines.append("\(name) \(type) \(String(describing: data.zones(offering: type)))")
      }
      for (type, price) in data.onDemand { lines.append("\(name) \(type) \(price)") }
      lines += data.services.map { "\(name) \($0.key) \($0.value)" }.sorted()
    }
    return lines
  }

  private static func read(_ bytes: [UInt8], _ selection: RegionSelection = .all) throws(IndexError) -> Catalog {
    try Catalog(index: IndexSource(bytes), madeFrom: nil, regions: selection)
  }

  private static func isReadable(_ bytes: [UInt8]) -> Bool { (try? read(bytes)) != nil }

  @Test func `the index of the shipped catalog says what its files say`() throws {
    let contents = try CatalogFolder(directory: Repository.catalogPath).contents()
    let catalog = try Self.read(IndexWriter.bytes(of: contents))
    #expect(catalog.asOf == contents.asOf)
    #expect(catalog.digest == contents.digest)
    #expect(catalog.regions == contents.regions)
    #expect(Array(catalog.instanceTypes.keys) == contents.instanceTypes.keys.sorted())
    // Tens of thousands of facts: an expectation for each would take minutes.
    var differences: [String] = []
    for (name, type) in contents.instanceTypes {
      let found = try #require(catalog.instanceTypes[name])
      if found.name != name || found.offeredRegions != type.offeredRegions.sorted()
        || String(describing: found.specification) != String(describing: type.specification)
      {
        differences.append(name)
      }
    }
    #expect(catalog.loadedRegions == contents.regionalData.keys.sorted())
    for (name, region) in contents.regionalData {
      let data = try #require(catalog.data(for: name))
      #expect(data.knowsOffers == (region.zoneLists != nil))
      #expect(data.offeredTypes == (region.zoneLists ?? [:]).keys.sorted())
      #expect(data.onDemand.count == region.onDemand.count)
      #expect(data.services == region.services)
      for (type, zones) in region.zoneLists ?? [:] where data.zoneLists?[type] != zones {
        differences.append("\(name) \(type)")
      }
      for (type, price) in region.onDemand where data.onDemand[type] != price { differences.append("\(name) \(type)") }
    }
    #expect(differences == [])
  }

  @Test func `the same catalog has the same index`() throws {
    let folder = try CatalogFolder(directory: Repository.catalogPath)
    #expect(try IndexWriter.bytes(of: folder.contents()) == IndexWriter.bytes(of: folder.contents()))
  }

  @Test func `what is not in a table is not found`() throws {
    let catalog = try Self.read(Self.small.get())
    for name in ["", "m5", "m5.large ", "M5.large", "m5.large\0", "ä", String(repeating: "x", count: 100_000)] {
      #expect(catalog.instanceTypes[name] == nil)
      #expect(catalog.data(for: "us-east-1")?.onDemand[name] == nil)
    }
    #expect(try Self.read(Self.small.get(), .only(["nowhere"])).loadedRegions == [])
  }

  @Test func `an index of which any byte is another is refused`() throws {
    let sound = try Self.small.get()
    var believed: [String] = []
    for place in sound.indices {
      for bit in 0..<8 {
        var bytes = sound
        bytes[place] ^= 1 << bit
        if Self.isReadable(bytes) { believed.append("byte \(place), bit \(bit)") }
      }
    }
    #expect(believed == [])
  }

  @Test func `an index that is cut off or continued is refused`() throws {
    let sound = try Self.small.get()
    #expect((0..<sound.count).filter { Self.isReadable(Array(sound[..<$0])) } == [])
    #expect(throws: IndexError.damaged) { try Self.read(sound + [0]) }
    #expect(throws: IndexError.damaged) { try Self.read(sound + sound) }
  }

  @Test func `an index of another format, of another manifest, or of nobody is refused for what it is`() throws {
    var bytes = try Self.small.get()
    #expect(throws: IndexError.stale) {
      try Catalog(index: IndexSource(bytes), madeFrom: Digest(sha256: "other".utf8), regions: .all)
    }
    bytes[8] += 1
    #expect(throws: IndexError.ofAnotherVersion) { try Self.read(bytes) }
    #expect(throws: IndexError.damaged) { try Self.read(Array("<?xml version=\"1.0\"?><manifest/>".utf8)) }
    #expect(throws: IndexError.damaged) { try Self.read([]) }
  }

  @Test func `an index that somebody made up neither crashes nor reads elsewhere`() throws {
    var generator = SeededGenerator(seed: 17)
    let sound = try Self.small.get()
    var readable = 0
    for _ in 0..<3_000 {
      // The checksums are made right again, so that whatever stands in the blocks is read.
      guard let bytes = Self.withChecksums(Self.damagedBlocks(sound, using: &generator)) else { continue }
      guard let catalog = try? Self.read(bytes) else { continue }
      readable += 1
      _ = Self.everything(catalog)
      _ = catalog.instanceTypes["m5.large"]
    }
    #expect(readable > 500)
  }

  /// The index with some bytes of its blocks replaced.
  private static func damagedBlocks(_ sound: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = sound
    let start = CatalogIndex.prefixLength + Int(sound[12]) + Int(sound[13]) << 8
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let place = Int.random(in: start..<bytes.count, using: &generator)
      bytes[place] =
        [0, 1, 0x7f, 0xff, UInt8.random(in: 0...255, using: &generator)].randomElement(using: &generator) ?? 0
    }
    return bytes
  }

  private static func withChecksums(_ damaged: [UInt8]) -> [UInt8]? {
    var bytes = damaged
    func number(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) } }
    func set(_ number: UInt64, _ place: Int) {
      for index in 0..<8 { bytes[place + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
    }
    let header = CatalogIndex.prefixLength
    // Behind the digest, the day and the length: two blocks, then their number and one with a name each.
    var entry = header + 4 + 8 + 4 + 8
    var entries = [entry, entry + 16]
    let count = number(entry + 32)
    entry += 36
    for index in 0..<count { entries.append(entry + 24 * index + 8) }
    for place in entries {
      let (start, length) = (number(place), number(place + 4))
      guard start + length <= bytes.count else { return nil }
      set(CatalogIndex.checksum(Array(bytes[start..<start + length])), place + 8)
    }
    set(CatalogIndex.checksum(Array(bytes[header..<header + number(12)])), 16)
    return bytes
  }
}
