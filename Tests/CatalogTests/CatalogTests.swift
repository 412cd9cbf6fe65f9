import Money
import TestSupport
import Testing

@testable import Catalog

@Suite struct CatalogTests {
  private let catalog: Catalog

  init() throws { catalog = try Repository.catalog.get() }

  @Test func `every region of every partition is there`() {
    #expect(catalog.regions.count == 46)
    #expect(Set(catalog.regions.values.map(\.partition)).count == 8)
    #expect(catalog.regions.values.count { $0.requiresOptIn == false } == 17)
    #expect(catalog.regions["us-gov-west-1"]?.requiresOptIn == nil)
    #expect(catalog.regions["eu-south-1"]?.requiresOptIn == true)
  }

  /// AWS's list prices of October 2026, in dollars an hour.
  @Test(arguments: [
    ("t3.medium", "0.0416"), ("m5.large", "0.096"), ("m5.xlarge", "0.192"), ("c5.large", "0.085"),
    ("g4dn.xlarge", "0.526"), ("g5.xlarge", "1.006"), ("p5.48xlarge", "55.04"),
  ])
  func `prices in us-east-1 are AWS's`(type: String, price: String) throws {
    let data = try #require(catalog.data(for: "us-east-1"))
    let found = try #require(data.onDemand[type])
    #expect(found.amount.exact == price)
    #expect(found.status == .list)
    #expect(found.asOf == "2026-10-15")
    #expect(found.source.hasPrefix("AWS price list of 2026-10-15, "))
  }

  @Test(arguments: ["xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"])
  func `every g4ad has a specification and a price`(size: String) throws {
    #expect(catalog.instanceTypes["g4ad." + size]?.specification?.accelerators.map(\.kind) == [.gpu])
    #expect(catalog.data(for: "us-east-1")?.onDemand["g4ad." + size] != nil)
  }

  @Test func `a specification says what a type is made of`() throws {
    let type = try #require(catalog.instanceTypes["g6f.xlarge"]?.specification)
    #expect(type.vcpus == 4)
    #expect(type.memoryMiB == 16_384)
    #expect(type.architectures == [.x86])
    #expect(type.accelerators.map(\.kind) == [.gpu])
    #expect(type.accelerators.map(\.model) == ["L4"])
    #expect(type.accelerators.map(\.count) == [Quantity("0.125")])
    #expect(type.isCurrentGeneration)
    #expect(!type.isBareMetal)
    #expect(!type.isBurstable)
    #expect(type.network == "Up to 10 Gigabit")
    #expect(type.usageClasses == ["on-demand", "spot"])
  }

  @Test(arguments: [
    ("trn1.32xlarge", Accelerator.Kind.trainium), ("inf2.xlarge", .inferentia), ("f2.6xlarge", .fpga),
    ("vt1.3xlarge", .media), ("dl2q.24xlarge", .inference), ("p5.48xlarge", .gpu),
  ])
  func `accelerators are of their own kind`(type: String, kind: Accelerator.Kind) {
    #expect(catalog.instanceTypes[type]?.specification?.accelerators.map(\.kind) == [kind])
  }

  @Test func `what is not known is absent, not false`() throws {
    #expect(catalog.instanceTypes["p3.2xlarge"] != nil)
    #expect(catalog.instanceTypes["p3.2xlarge"]?.specification == nil)
    #expect(catalog.offering(of: "p3.2xlarge", in: "us-east-1") == .priced)
    #expect(catalog.offering(of: "cg1.4xlarge", in: "us-east-1") == .unknown)
    #expect(catalog.offering(of: "m5.large", in: "cn-north-1") == .priced)
    #expect(catalog.offering(of: "m5.large", in: "nowhere") == .unknown)
    #expect(catalog.offering(of: "p4d.24xlarge", in: "us-west-1") == .notOffered)
    #expect(catalog.data(for: "cn-north-1")?.hasPrices == false)
    #expect(catalog.data(for: "cn-north-1")?.knowsOffers == false)
  }

  @Test func `an offer names its zones`() {
    guard case .offered(let zones) = catalog.offering(of: "m5.large", in: "us-east-1") else {
      return #expect(Bool(false), "not offered")
    }
    #expect(zones.count >= 5)
    #expect(zones.names == zones.names.sorted())
    #expect(catalog.instanceTypes["m5.large"]?.offeredRegions.contains("us-east-1") == true)
  }

  @Test func `only the regions asked for are loaded`() throws {
    let small = try Repository.loader.catalog(
      in: Repository.catalogPath, regions: .only(["eu-west-1", "nowhere"]))
    #expect(small.data(for: "eu-west-1") != nil)
    #expect(small.data(for: "us-east-1") == nil)
    #expect(small.digest == catalog.digest)
  }

  @Test func `every name of the catalog follows the grammar of names`() {
    for name in catalog.instanceTypes.keys { #expect(InstanceTypeName(name) != nil, "\(name)") }
  }
}

@Suite struct InstanceTypeNameTests {
  @Test(arguments: [
    ("m5.xlarge", "m", 5, "", "xlarge"), ("m7g-flex.2xlarge", "m", 7, "g-flex", "2xlarge"),
    ("p6-b200.48xlarge", "p", 6, "-b200", "48xlarge"), ("u-12tb1.metal", "u-12tb", 1, "", "metal"),
    ("u7in-16tb.224xlarge", "u", 7, "in-16tb", "224xlarge"), ("mac2-m1ultra.metal", "mac", 2, "-m1ultra", "metal"),
    ("c6gd.metal-48xl", "c", 6, "gd", "metal-48xl"), ("inf2.24xlarge", "inf", 2, "", "24xlarge"),
  ])
  func `a name has its parts`(text: String, series: String, generation: Int, attributes: String, size: String) throws {
    let name = try #require(InstanceTypeName(text))
    #expect(name.series == series)
    #expect(name.generation == generation)
    #expect(name.attributes == attributes)
    #expect(name.size == size)
  }

  @Test(arguments: [
    "", "m5", ".xlarge", "m5.", "M5.xlarge", "m5.Xlarge", "m5.xlarg", "m5 .xlarge", "5m.xlarge", "m5.xlarge\n",
    "m555.xlarge", "m5-.xlarge", "m5.1234xlarge", "mac.metal", "mac-x.metal", "m5.metal-xl", "ｍ5.xlarge", "m٥.xlarge",
    "m5.xlarge.large", "m5.metal-1234xl", "u-5tb1.metal",
  ])
  func `other texts are no names`(text: String) {
    #expect(InstanceTypeName(text) == nil)
  }
}
