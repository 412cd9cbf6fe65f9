import Catalog
import Foundation
import Platform
import TestSupport
import Testing

@testable import Ingest

/// What becomes of several files, and of what was known before.
@Suite struct ImportTests {
  private static let files = [
    Imports.regions, Imports.type, Imports.offers(["m5.large", "g6f.large"]),
    Imports.offers(["m5.large"], zone: "use1-az2"), Imports.offer([Imports.row(), Imports.row(["SKU": "SKU1"])]),
    Imports.offer([Imports.row(["PricePerUnit": "0.1"])], date: "2026-10-01"),
    "region,instance_type,usd_per_hour,as_of,source\nus-east-1,m5.large,0.2,2026-11-18,mine\n",
    "region,service,usage,unit,from,to,usd,as_of,source\neu-west-1,S3,a,GB,10,,1,2026-10,x\neu-west-1,S3,a,GB,0,10,2,2026-10,x\n",
    "region,instance_type,as_of,source\neu-west-1,p5.48xlarge,2026-10,x\n", "region,opt_in\neu-west-1,false\n",
    "purchase,code,name,default_vcpus,series\nspot,L-B5D1601B,All Inf Spot Instance Requests,0,inf\n",
  ]

  /// A permutation that a seed gives.
  private static func shuffled(_ seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    return files.shuffled(using: &random)
  }

  @Test func `the same files in any order give the same catalog`() throws {
    let expected = CatalogText(try Imports.run(Self.files).contents).files
    #expect(expected.count == 6)
    for seed in 1...30 {
      #expect(CatalogText(try Imports.run(Self.shuffled(UInt64(seed))).contents).files == expected, "seed \(seed)")
    }
  }

  @Test func `a catalog that is written and read again is the same`() throws {
    let contents = try Imports.run(Self.files).contents
    let again = try Imports.run([], base: contents).contents
    #expect(CatalogText(again).files == CatalogText(contents).files)
    let files = CatalogText(contents).files.sorted { $0.key < $1.key }.map(\.value)
    #expect(CatalogText(try Imports.run(files).contents).files == CatalogText(contents).files)
  }

  @Test func `the shipped catalog is written as it is`() throws {
    let contents = try CatalogFolder(directory: Repository.catalogPath).contents()
    for (path, text) in CatalogText(contents).files {
      let file = try String(contentsOfFile: "\(Repository.catalogPath)/\(path)", encoding: .utf8)
      #expect(text == file, "\(path)")
    }
  }

  @Test func `AWS's own words outweigh a table of the same day, and both are told`() throws {
    let result = try Imports.run(Self.files)
    #expect(result.price("m5.large") == "0.096")
    #expect(result.contents.regionalData["us-east-1"]?.onDemand["m5.large"]?.source.hasSuffix("SKU SKU1") == true)
  }

  @Test func `a part of a GPU counts as a part`() throws {
    let type = try #require(try Imports.run([Imports.type]).contents.instanceTypes["g6f.large"]?.specification)
    #expect(type.accelerators.map { "\($0.count) \($0.model) \($0.memoryMiB)" } == ["0.125 L4 2861"])
    #expect(type.usageClasses == ["on-demand", "spot"])
  }

  @Test func `what a price list has and EC2 does not offer stays apart`() throws {
    let result = try Imports.run(Self.files)
    #expect(result.region("eu-west-1").contains("<listed as-of=\"2026-10\" source=\"x\" types=\"p5.48xlarge\"/>"))
    #expect(result.region().contains("<offer type=\"m5.large\" zones=\"use1-az1 use1-az2\"/>"))
  }

  @Test func `a type that is no longer offered is withdrawn since that day, not forgotten`() throws {
    let types = (1...20).map { "m5.\($0)xlarge" }
    let old = try Imports.run([Imports.regions, Imports.offers(types + ["m5.large"])], day: Imports.day).contents
    let later = CalendarDate(daysSinceEpoch: Imports.day.daysSinceEpoch + 10)
    let new = try Imports.run([Imports.offers(types)], base: old, day: later)
    #expect(new.region().contains("<offer type=\"m5.large\" withdrawn=\"2026-11-30\"/>"))
    // A third import does not move the day, and an offer ends the withdrawal.
    let third = try Imports.run([], base: new.contents, day: later)
    #expect(third.region() == new.region())
    let back = try Imports.run(
      [Imports.offers(types + ["m5.large"])], base: new.contents,
      day: CalendarDate(daysSinceEpoch: later.daysSinceEpoch + 1))
    #expect(!back.region().contains("withdrawn"))
  }

  @Test func `a price that a newer whole list lacks is withdrawn`() throws {
    let rows = (1...20).map { Imports.row(["SKU": "S\($0)", "Instance Type": "m5.\($0)xlarge"]) }
    let old = try Imports.run([Imports.regions, Imports.offer(rows + [Imports.row()])]).contents
    let new = try Imports.run([Imports.offer(rows, date: "2026-12-01")], base: old)
    #expect(new.contents.regionalData["us-east-1"]?.withdrawnPrices == ["m5.large": "2026-12-01"])
    #expect(new.price("m5.large") == "0.096")
  }

  @Test func `a region that would lose more than a tenth is refused, unless that is accepted`() throws {
    let types = (1...20).map { "m5.\($0)xlarge" }
    let old = try Imports.run([Imports.regions, Imports.offers(types)]).contents
    let later = CalendarDate(daysSinceEpoch: Imports.day.daysSinceEpoch + 1)
    let fewer = Imports.offers(Array(types.prefix(17)))
    let error = #expect(throws: ImportError.self) { try Imports.run([fewer], base: old, day: later) }
    #expect(error?.file == "us-east-1")
    #expect(error?.message.hasPrefix("it would have 17 offers, and has 20") == true)
    #expect(throws: Never.self) { try Imports.run([fewer], base: old, day: later, allowingLess: true) }
    #expect(throws: Never.self) { try Imports.run([Imports.offers(Array(types.prefix(18)))], base: old, day: later) }
  }

  @Test func `default quotas are read, and an account's own are refused`() throws {
    func quotas(_ arn: String) -> String {
      """
      {"Quotas": [{"ServiceCode": "ec2", "QuotaArn": "\(arn)", "QuotaCode": "L-DB2E81BA",
        "QuotaName": "Running On-Demand G and VT instances", "Value": 0.0, "Unit": "None"},
        {"ServiceCode": "ec2", "QuotaCode": "L-0263D0A3", "QuotaName": "EC2-VPC Elastic IPs", "Value": 5.0}]}
      """
    }
    let result = try Imports.run([quotas("arn:aws:servicequotas:us-east-1::ec2/L-DB2E81BA")])
    #expect(
      result.contents.quotas.map { "\($0.code) \($0.defaultVCPUs) \($0.series)" } == ["L-DB2E81BA 0 [\"g\", \"vt\"]"])
    #expect(result.files[0].skipped == ["quotas that do not limit vCPUs": 1])
    let error = #expect(throws: ImportError.self) {
      try Imports.run([quotas("arn:aws:servicequotas:us-east-1:123456789012:ec2/L-DB2E81BA")])
    }
    #expect(error?.message.hasPrefix("these are the quotas of an account") == true)
  }

  @Test(arguments: [
    (
      "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", ["a", "c", "d", "h", "i", "m", "r", "t", "z"]
    ),
    ("All P4, P3 and P2 Spot Instance Requests", ["p2", "p3", "p4"]),
    ("Running On-Demand High Memory instances", ["u"]), ("Running Dedicated m5 Hosts", []),
    ("Running On-Demand  instances", []),
  ])
  func `the name of a quota says which series it limits`(name: String, series: [String]) {
    #expect(QuotaName(name)?.series ?? [] == series)
  }
}
