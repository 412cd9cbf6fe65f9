import Catalog
import Foundation
import Platform
import TestSupport
import Testing

@testable import Ingest

/// Imports that follow one another: each adds to the catalog that the last one made.
@Suite struct ImportHistoryTests {
  /// A price list of m5 types, numbered.
  private func list(_ numbers: ClosedRange<Int>, date: String) -> String {
    Imports.offer(numbers.map { Imports.row(["SKU": "S\($0)", "Instance Type": "m5.\($0)xlarge"]) }, date: date)
  }

  /// What is left after the imports one after the other.
  private func history(_ imports: [[String]], allowingLess: Bool = false) throws -> CatalogContents {
    var contents = try Imports.run([Imports.regions]).contents
    for files in imports { contents = try Imports.run(files, base: contents, allowingLess: allowingLess).contents }
    return contents
  }

  private func region(_ contents: CatalogContents) -> RegionContents? { contents.regionalData["us-east-1"] }

  @Test func `an older list brings nothing back, and the order of imports does not matter`() throws {
    let lists = [list(1...20, date: "2026-01-01"), list(1...19, date: "2026-02-01"), list(1...18, date: "2026-03-01")]
    let forward = try history(lists.map { [$0] })
    #expect(region(forward)?.withdrawnPrices.keys.sorted() == ["m5.19xlarge", "m5.20xlarge"])
    let again = try history(lists.map { [$0] } + [[lists[0]]])
    #expect(CatalogText(again).files == CatalogText(forward).files)
  }

  @Test func `what was withdrawn before does not count as lost again`() throws {
    let lists = (0..<10).map { list(1...(40 - $0 * 2), date: "2026-01-\(10 + $0)") }
    #expect(throws: Never.self) { try history(lists.map { [$0] }) }
  }

  @Test func `new types do not hide that others are lost`() throws {
    let error = #expect(throws: ImportError.self) {
      try history([[list(1...20, date: "2026-01-01")], [list(11...40, date: "2026-02-01")]])
    }
    #expect(error?.message.hasPrefix("it would have 10 prices, and has 20") == true)
  }

  @Test func `a newer price of a table ends that a price is withdrawn`() throws {
    let table = "region,instance_type,usd_per_hour,as_of,source\nus-east-1,m5.20xlarge,3,2026-09-01,mine\n"
    let contents = try history([[list(1...20, date: "2026-01-01")], [list(1...19, date: "2026-02-01")], [table]])
    #expect(region(contents)?.withdrawnPrices.isEmpty == true)
  }

  @Test func `a table of the same day does not outweigh a list that was imported before`() throws {
    let table = "region,instance_type,usd_per_hour,as_of,source\nus-east-1,m5.1xlarge,0.001,2026-03-01,mine\n"
    let apart = try history([[list(1...3, date: "2026-03-01")], [table]])
    let together = try history([[list(1...3, date: "2026-03-01"), table]])
    #expect(region(apart)?.onDemand["m5.1xlarge"]?.status == .list)
    #expect(CatalogText(apart).files == CatalogText(together).files)
  }

  @Test func `a region that only EC2 and a price list name is kept`() throws {
    let offers = Imports.offers(["m5.large"]).replacing("availability-zone-id", with: "region")
      .replacing("use1-az1", with: "sa-west-7")
    let contents = try history([[offers, Imports.offer([Imports.row(["Region Code": "cn-east-9"])])]])
    #expect(contents.regions["sa-west-7"]?.description == "sa-west-7")
    #expect(contents.regions["cn-east-9"]?.partition == "aws-cn")
    #expect(contents.regionalData["sa-west-7"]?.zoneLists?.keys.sorted() == ["m5.large"])
  }

  @Test func `a region that only a table names is taken for a slip`() throws {
    let table = "region,instance_type,usd_per_hour\nus-east-9,m5.large,1\n"
    let error = #expect(throws: ImportError.self) { try history([[table]]) }
    #expect(
      error?.description == "us-east-9: a table names this region, and no file of AWS does; correct it, or import "
        + "endpoints.json too")
  }

  @Test(arguments: ["use9-az1", "x-az1"])
  func `a zone of no known region is an error that says what is missing`(zone: String) throws {
    let error = #expect(throws: ImportError.self) { try history([[Imports.offers(["m5.large"], zone: zone)]]) }
    #expect(error?.message.contains("DescribeAvailabilityZones") == true)
  }

  @Test func `a list of an old format finds its regions, whichever file comes first`() throws {
    let old = Imports.offer([Imports.row(["Region Code": "", "Location": "EU (Ireland)"])])
    for files in [[old, Imports.regions], [Imports.regions, old]] {
      #expect(try Imports.run(files).price("m5.large", "eu-west-1") == "0.096")
    }
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var catalog = CatalogImport(day: Imports.day)
    try catalog.read(Array(Imports.offer([Imports.row(["Region Code": "", "Location": "Mars"])]).utf8), named: "a")
    #expect(catalog.unknownPlaces == ["Mars"])
  }

  @Test(arguments: [
    (["unverified", "list"], "list"), (["list", "unverified"], "list"),
  ])
  func `statements that differ only in how sure they are do not depend on the order`(
    statuses: [String], kept: String
  ) throws {
    let tables = statuses.map {
      "region,instance_type,usd_per_hour,as_of,source,status\nus-east-1,m5.large,1,2026-01-01,x,\($0)\n"
    }
    let contents = try history([tables])
    #expect(region(contents)?.onDemand["m5.large"]?.status.rawValue == kept)
  }

  @Test func `a price of a month has the day on which the month begins`() throws {
    let table = "region,instance_type,usd_per_hour,as_of,source\nus-east-1,m5.large,1,2026-03,x\n"
    #expect("\(try history([[table]]).regionalData["us-east-1"]?.asOf ?? Imports.day)" == "2026-03-01")
  }

  @Test func `contradictions are the same whatever the order, and a newer statement settles them`() throws {
    func table(_ price: String, _ day: String) -> String {
      "region,instance_type,usd_per_hour,as_of,source\nus-east-1,m5.large,\(price),\(day),x\n"
    }
    let three = [table("1", "2026-01-01"), table("2", "2026-01-01"), table("3", "2026-01-01")]
    let expected = try Imports.run([Imports.regions] + three).conflicts
    #expect(expected.count == 2)
    for order in [[2, 1, 0], [1, 2, 0], [0, 2, 1]] {
      #expect(try Imports.run([Imports.regions] + order.map { three[$0] }).conflicts == expected)
    }
    for files in [three + [table("9", "2026-02-01")], [table("9", "2026-02-01")] + three] {
      #expect(try Imports.run([Imports.regions] + files).conflicts.isEmpty)
    }
  }

  @Test func `a skipped row with a stray quote swallows no others`() throws {
    let reserved = Imports.row(["TermType": "Reserved"]).replacing("\"SKU5\"", with: "SKU5").replacing(
      "\"m5.large\"", with: "19\" rack")
    let rows = [Imports.row(), reserved, Imports.row(["Instance Type": "m5.xlarge"]), reserved]
    let error = #expect(throws: ImportError.self) { try Imports.run([Imports.regions, Imports.offer(rows)]) }
    #expect(error?.message.hasPrefix("a quote within a value") == true && error?.place == .line(8))
  }

  @Test(arguments: ["offerCode", "publicationDate"])
  func `members of a price list may come in any order`(last: String) throws {
    var text = Imports.offerJSON()
    let member =
      last == "offerCode" ? "\"offerCode\": \"AmazonEC2\", " : "\"publicationDate\": \"2026-11-18T22:53:08Z\","
    text = text.replacing(member, with: "")
    text = text.dropLast() + ", " + member.trimmingCharacters(in: [",", " "]) + "}"
    let result = try Imports.run([Imports.regions, text])
    #expect(result.price("m5.large") == "0.096")
    #expect(result.region().contains("AWS price list of 2026-11-18, AmazonEC2, SKU SKU5"))
  }

  @Test func `small slips of documents change nothing, or are errors`() throws {
    let type = Imports.type.replacing("g6f.large", with: "g6f.<x>8x</x>large")
    #expect(try Imports.run([type]).contents.instanceTypes["g6f.large"] != nil)
    let commented = "<!-- see <region> --> " + Imports.offers(["m5.large"])
    #expect(throws: Never.self) { try Imports.run([Imports.regions, commented]) }
    #expect(throws: Never.self) { try Imports.run(["\u{FEFF}" + Imports.regions]) }
    let control = "region,instance_type,usd_per_hour,source\nus-east-1,m5.large,1,a\u{1}b\n"
    #expect(throws: ImportError.self) { try Imports.run([Imports.regions, control]) }
    let tier = "region,service,usage,unit,from,to,usd\nus-east-1,S3,a,GB,0,0,1\n"
    #expect(throws: ImportError.self) { try Imports.run([Imports.regions, tier]) }
    let partly = Imports.regions.replacing("\"description\": \"US East (N. Virginia)\"", with: "\"x\": 1")
    #expect(try Imports.run([partly]).contents.regions["eu-west-1"]?.description == "Europe (Ireland)")
  }
}
