import Foundation
import TestSupport
import Testing

@testable import Catalog

/// Which quota counts which instance type.
@Suite struct TypeQuotaTests {
  private let catalog: Catalog

  init() throws { catalog = try Repository.catalog.get() }

  /// AWS's table as it was collected, apart from the catalog.
  private struct Row {
    let purchase: String
    let code: String
    let name: String
    let vcpus: Int
    let series: [String]

    static func all() throws -> [Row] {
      let text = try String(contentsOfFile: Repository.path + "/Tests/Quotas/ec2-vcpu-quotas.csv", encoding: .utf8)
      return text.split(separator: "\n").dropFirst().compactMap { line in
        // The second field of names with commas is in quotes; the last field is a source.
        let parts = line.split(separator: ",", maxSplits: 2).map(String.init)
        var rest = parts[2][...]
        let isQuoted = rest.first == "\""
        if isQuoted { rest.removeFirst() }
        guard let end = rest.firstIndex(of: isQuoted ? "\"" : ",") else { return nil }
        let name = String(rest[..<end])
        let fields = rest[end...].drop { $0 == "\"" || $0 == "," }.split(separator: ",")
        guard let vcpus = Int(fields[0]) else { return nil }
        return Row(
          purchase: parts[0], code: parts[1], name: name, vcpus: vcpus,
          series: fields[1].split(separator: " ").map(String.init))
      }
    }
  }

  @Test func `the catalog's quotas are those of AWS's table`() throws {
    let rows = try Row.all()
    #expect(rows.count == 19)
    #expect(catalog.quotas.count == 19)
    for row in rows {
      let quota = try #require(catalog.quota(code: row.code))
      #expect(quota.name == row.name)
      #expect(quota.purchase.rawValue == row.purchase)
      #expect(quota.defaultVCPUs == row.vcpus)
      #expect(quota.series == row.series)
    }
    #expect(catalog.quota(code: "L-00000000") == nil)
  }

  @Test func `every type has one quota, or is one of those whose quota is unknown`() {
    #expect(catalog.instanceTypes.count == 1_439)
    let unknown = catalog.instanceTypes.keys.filter { catalog.quota(of: $0) == nil }
    #expect(
      unknown == [
        "cc1.4xlarge", "cc2.8xlarge", "cg1.4xlarge", "cr1.8xlarge", "hi1.4xlarge", "hs1.8xlarge", "mac-m3ultra.metal",
        "mac-m4.metal", "mac-m4max.metal", "mac-m4pro.metal", "mac1.metal", "mac2-m1ultra.metal", "mac2-m2.metal",
        "mac2-m2pro.metal", "mac2.metal",
      ])
    let withoutSpot = catalog.instanceTypes.keys.filter {
      catalog.quota(of: $0) != nil && catalog.quota(of: $0, boughtBy: .spot) == nil
    }
    #expect(
      withoutSpot.filter { !$0.hasPrefix("hpc") && !$0.hasPrefix("u") } == [
        "p6-b200.48xlarge", "p6-b300.48xlarge", "p6e-gb200.36xlarge",
      ])
  }

  @Test func `of one purchase no two quotas count the same type`() {
    for type in catalog.instanceTypes.keys {
      for purchase in Quota.Purchase.allCases {
        let others = catalog.quotas.filter { $0.purchase == purchase }.map { quota in
          QuotaTable([quota]).quota(of: type, purchase)
        }.compactMap(\.self)
        #expect(others == [catalog.quota(of: type, boughtBy: purchase)].compactMap(\.self), "\(type)")
      }
    }
  }

  @Test(arguments: [
    ("m7i.xlarge", "L-1216C47A", "L-34B43A08"), ("t3.micro", "L-1216C47A", "L-34B43A08"),
    ("im4gn.large", "L-1216C47A", "L-34B43A08"), ("is4gen.large", "L-1216C47A", "L-34B43A08"),
    ("g6.xlarge", "L-DB2E81BA", "L-3819A6DF"), ("gr6.4xlarge", "L-DB2E81BA", "L-3819A6DF"),
    ("vt1.3xlarge", "L-DB2E81BA", "L-3819A6DF"), ("p3dn.24xlarge", "L-417A185B", "L-7212CCBC"),
    ("p4de.24xlarge", "L-417A185B", "L-7212CCBC"), ("p5en.48xlarge", "L-417A185B", "L-C4BD4855"),
    ("p6-b200.48xlarge", "L-417A185B", nil), ("trn1n.32xlarge", "L-2C3B7624", "L-6B0D517C"),
    ("inf2.xlarge", "L-1945791B", "L-B5D1601B"), ("dl2q.24xlarge", "L-6E869C2A", "L-85EED4F7"),
    ("f2.6xlarge", "L-74FC7D96", "L-88CF9481"), ("x2gd.large", "L-7295265B", "L-E3A00192"),
    ("hpc7g.4xlarge", "L-F7808C92", nil), ("u-6tb1.metal", "L-43DA4232", nil),
    ("u7i-12tb.224xlarge", "L-43DA4232", nil),
    ("m99.xlarge", "L-1216C47A", "L-34B43A08"), ("mac2.metal", nil, nil), ("cg1.4xlarge", nil, nil), ("m", nil, nil),
    ("m7i", nil, nil), ("m-7.large", nil, nil), ("", nil, nil), ("7m.large", nil, nil), ("M7i.large", nil, nil),
    ("abcdefghijk7.large", nil, nil), ("m7.\u{202E}", "L-1216C47A", "L-34B43A08"),
  ])
  func `a type's quota follows from its series`(type: String, onDemand: String?, spot: String?) {
    #expect(catalog.quota(of: type)?.code == onDemand)
    #expect(catalog.quota(of: type, boughtBy: .spot)?.code == spot)
  }

  @Test func `a region has the zones of its offers`() throws {
    let data = try #require(catalog.data(for: "us-east-1"))
    #expect(data.zones == (1...6).map { "use1-az\($0)" })
    #expect(catalog.data(for: "cn-north-1")?.zones == [])
  }
}
