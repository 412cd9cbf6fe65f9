import Catalog
import Foundation
import Money
import Platform
import TestSupport

@testable import Ingest

/// Imports of texts, for tests.
enum Imports {
  static let day = CalendarDate("2026-11-20") ?? CalendarDate(daysSinceEpoch: 0)

  /// What an import of some files gives, each written to a file of its own.
  struct Result {
    let files: [ImportedFile]
    let conflicts: [Conflict]
    let contents: CatalogContents

    /// The text of a region's file.
    func region(_ name: String = "us-east-1") -> String { CatalogText(contents).files["regions/\(name).xml"] ?? "" }

    func price(_ type: String, _ region: String = "us-east-1") -> String? {
      contents.regionalData[region]?.onDemand[type]?.amount.exact
    }
  }

  static func run(
    _ texts: [String], base: CatalogContents? = nil, day: CalendarDate = day, allowingLess: Bool = false,
    keepingReserved: Bool = false
  ) throws -> Result {
    try run(
      bytes: texts.map { Array($0.utf8) }, base: base, day: day, allowingLess: allowingLess,
      keepingReserved: keepingReserved)
  }

  static func run(
    bytes: [[UInt8]], base: CatalogContents? = nil, day: CalendarDate = day, allowingLess: Bool = false,
    keepingReserved: Bool = false
  ) throws -> Result {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var catalog = CatalogImport(base: base, day: day, keepsReserved: keepingReserved)
    for (index, bytes) in bytes.enumerated() {
      let path = "\(folder)/file\(index)"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do throws(ImportError) { try catalog.read(path) } catch {
        throw ImportError(file: "file\(index)", at: error.place, error.message)
      }
    }
    return Result(
      files: catalog.files, conflicts: catalog.conflicts, contents: try catalog.contents(allowingLess: allowingLess))
  }

  /// The regions that prices need.
  static let regions = """
    {"partitions": [{"partition": "aws", "regions": {
      "us-east-1": {"description": "US East (N. Virginia)"}, "eu-west-1": {"description": "Europe (Ireland)"}}}]}
    """

  /// A price list of EC2 with some rows.
  static func offer(_ rows: [String], offer: String = "AmazonEC2", date: String = "2026-11-18") -> String {
    """
    "FormatVersion","v1.0"
    "Disclaimer","…"
    "Publication Date","\(date)T22:53:08Z"
    "Version","20261118225308"
    "OfferCode","\(offer)"
    "SKU","TermType","StartingRange","EndingRange","Unit","PricePerUnit","Currency","Product Family","Location","Instance Type","Current Generation","Tenancy","Operating System","License Model","usageType","CapacityStatus","MarketOption","Pre Installed S/W","Region Code"

    """ + rows.joined(separator: "\n") + "\n"
  }

  /// A row for m5.large as everybody buys it, some of its values replaced.
  static func row(_ changes: [String: String] = [:]) -> String {
    let values = [
      ("SKU", "SKU5"), ("TermType", "OnDemand"), ("StartingRange", "0"), ("EndingRange", "Inf"), ("Unit", "Hrs"),
      ("PricePerUnit", "0.0960000000"), ("Currency", "USD"), ("Product Family", "Compute Instance"),
      ("Location", "US East (N. Virginia)"), ("Instance Type", "m5.large"), ("Current Generation", "Yes"),
      ("Tenancy", "Shared"), ("Operating System", "Linux"), ("License Model", "No License required"),
      ("usageType", "BoxUsage:m5.large"), ("CapacityStatus", "Used"), ("MarketOption", "OnDemand"),
      ("Pre Installed S/W", "NA"), ("Region Code", "us-east-1"),
    ]
    return values.map { "\"\(changes[$0.0] ?? $0.1)\"" }.joined(separator: ",")
  }

  /// The same as JSON: products, and terms by SKU.
  static func offerJSON(termsFirst: Bool = false, price: String = "\"USD\": \"0.0960000000\"") -> String {
    let products = """
      "products": {"SKU5": {"sku": "SKU5", "productFamily": "Compute Instance", "attributes": {
        "instanceType": "m5.large", "tenancy": "Shared", "operatingSystem": "Linux", "capacitystatus": "Used",
        "preInstalledSw": "NA", "licenseModel": "No License required", "regionCode": "us-east-1", "currentGeneration": "Yes",
        "usagetype": "BoxUsage:m5.large", "location": "US East (N. Virginia)"}}}
      """
    let terms = """
      "terms": {"OnDemand": {"SKU5": {"SKU5.JRTCKXETXF": {"priceDimensions": {"SKU5.JRTCKXETXF.6YS6EN2CT7": {
        "unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {\(price)}}}}}}}
      """
    return """
      {"formatVersion": "v1.0", "offerCode": "AmazonEC2", "publicationDate": "2026-11-18T22:53:08Z",
      \(termsFirst ? terms : products),
      \(termsFirst ? products : terms)}
      """
  }

  /// An answer of EC2 about offers by zone.
  static func offers(_ types: [String], zone: String = "use1-az1") -> String {
    let items = types.map {
      "<item><instanceType>\($0)</instanceType><locationType>availability-zone-id</locationType>"
        + "<location>\(zone)</location></item>"
    }
    return "<DescribeInstanceTypeOfferingsResponse><instanceTypeOfferingSet>\(items.joined())"
      + "</instanceTypeOfferingSet></DescribeInstanceTypeOfferingsResponse>"
  }

  /// An answer of EC2 about a type with a part of a GPU.
  static let type = """
    <DescribeInstanceTypesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><instanceTypeSet><item>
    <instanceType>g6f.large</instanceType><currentGeneration>true</currentGeneration>
    <supportedUsageClasses><item>spot</item><item>on-demand</item></supportedUsageClasses><bareMetal>false</bareMetal>
    <processorInfo><supportedArchitectures><item>x86_64</item></supportedArchitectures></processorInfo>
    <vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>8192</sizeInMiB></memoryInfo>
    <gpuInfo><gpus><item><name>L4</name><count>0</count><logicalGpuCount>1</logicalGpuCount>
    <gpuPartitionSize>0.125</gpuPartitionSize><memoryInfo><sizeInMiB>2861</sizeInMiB></memoryInfo></item></gpus></gpuInfo>
    <networkInfo><networkPerformance>Up to 10 Gigabit</networkPerformance></networkInfo>
    <burstablePerformanceSupported>false</burstablePerformanceSupported></item></instanceTypeSet>
    </DescribeInstanceTypesResponse>
    """
}
