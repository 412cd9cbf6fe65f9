import Catalog
import Foundation
import Money
import Testing

@testable import Ingest

/// Price lists of AWS: what is kept, and every trap in them.
@Suite struct PriceListTests {
  @Test(arguments: [
    (["Tenancy": "Dedicated"], "other tenancy than shared"),
    (["Operating System": "Windows"], "other operating system than Linux"),
    (["Pre Installed S/W": "SQL Web"], "with software installed"),
    (["License Model": "Bring your own license"], "with a custom license"),
    (["CapacityStatus": "AllocatedCapacityReservation", "PricePerUnit": "0"], "a capacity reservation"),
    (["MarketOption": "CapacityBlock"], "of another market than on demand"),
    (["TermType": "Reserved"], "reserved prices"),
    (["Unit": "Quantity", "PricePerUnit": "500"], "in another unit"),
    (["PricePerUnit": "0.0000000000"], "without a price"),
    (["Instance Type": "notatype"], "with an invalid type name"),
    (["Product Family": "Dedicated Host"], "usages that bills do not need"),
  ])
  func `what is not the price that everybody pays is passed over, with its reason`(
    changes: [String: String], reason: String
  ) throws {
    let result = try Imports.run([Imports.regions, Imports.offer([Imports.row(), Imports.row(changes)])])
    #expect(result.price("m5.large") == "0.096")
    #expect(result.files[1].skipped == [reason: 1])
    #expect(result.contents.regionalData["us-east-1"]?.onDemand.count == 1)
  }

  @Test func `a price says its list, service and SKU`() throws {
    let result = try Imports.run([Imports.regions, Imports.offer([Imports.row()])])
    let price = try #require(result.contents.regionalData["us-east-1"]?.onDemand["m5.large"])
    #expect(price.source == "AWS price list of 2026-11-18, AmazonEC2, SKU SKU5")
    #expect(price.asOf == "2026-11-18" && price.status == .list)
    #expect("\(result.contents.asOf)" == "2026-11-20")  // the regions are of the day of the import
  }

  @Test func `the region of an old list is found by its name`() throws {
    let old = Imports.row(["Region Code": "", "Location": "EU (Ireland)"])
    let result = try Imports.run([Imports.regions, Imports.offer([old])])
    #expect(result.price("m5.large", "eu-west-1") == "0.096")
  }

  @Test(arguments: [["SKU7", "SKU3"], ["SKU3", "SKU7"]])
  func `of two SKUs in one list the smaller counts, and the contradiction is told`(skus: [String]) throws {
    let rows = skus.map { Imports.row(["SKU": $0, "PricePerUnit": $0 == "SKU3" ? "0.1" : "0.2"]) }
    let result = try Imports.run([Imports.regions, Imports.offer(rows)])
    #expect(result.price("m5.large") == "0.1")
    #expect(result.conflicts.map(\.subject) == ["m5.large in us-east-1"])
    #expect(result.conflicts.first?.other.contains("SKU7") == true)
  }

  @Test func `the newer list counts, whatever the order`() throws {
    let lists = [("2026-11-18", "0.096"), ("2026-10-01", "0.5")].map {
      Imports.offer([Imports.row(["PricePerUnit": $0.1])], date: $0.0)
    }
    for files in [lists, lists.reversed()] {
      #expect(try Imports.run([Imports.regions] + files).price("m5.large") == "0.096")
    }
  }

  @Test(arguments: [false, true])
  func `the JSON of a list gives the same as its CSV, with its terms first too`(termsFirst: Bool) throws {
    let csv = try Imports.run([Imports.regions, Imports.offer([Imports.row()])])
    let json = try Imports.run([Imports.regions, Imports.offerJSON(termsFirst: termsFirst)])
    #expect(json.region() == csv.region())
    #expect(json.region().contains("SKU SKU5"))
  }

  @Test func `terms before products in a pipe are an error, since a pipe cannot be read twice`() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/pipe-\(UUID())"
    #expect(mkfifo(folder, 0o600) == 0)
    defer { unlink(folder) }
    let text = Imports.offerJSON(termsFirst: true)
    let writer = Thread {
      let handle = FileHandle(forWritingAtPath: folder)
      handle?.write(Data(text.utf8))
      try? handle?.close()
    }
    writer.start()
    var catalog = CatalogImport(base: nil, day: Imports.day)
    let error = #expect(throws: ImportError.self) { try catalog.read(folder) }
    #expect(error?.message == "it must be read twice, which a pipe cannot; name a file")
  }

  @Test func `a price list decides which generation is current`() throws {
    let old = Imports.type.replacing("<currentGeneration>true", with: "<currentGeneration>false")
    let row = Imports.row(["Instance Type": "g6f.large"])
    let result = try Imports.run([Imports.regions, old, Imports.offer([row])])
    #expect(result.contents.instanceTypes["g6f.large"]?.specification?.isCurrentGeneration == true)
  }

  @Test func `tiers stay tiers, and what is free at first is not counted on`() throws {
    let rows = [("0", "1", "0"), ("1", "10240", "0.09"), ("10240", "Inf", "0.085")].map { from, to, price in
      Imports.row([
        "SKU": "OUT", "Product Family": "Data Transfer", "usageType": "DataTransfer-Out-Bytes", "Unit": "GB",
        "StartingRange": from, "EndingRange": to, "PricePerUnit": price,
      ])
    }
    let header = Imports.offer(rows, offer: "AWSDataTransfer")
      .replacing("\"Region Code\"\n", with: "\"Region Code\",\"From Location Type\",\"To Location\"\n")
      .replacing("\"us-east-1\"\n", with: "\"us-east-1\",\"AWS Region\",\"External\"\n")
    let result = try Imports.run([Imports.regions, header])
    let service = try #require(
      result.contents.regionalData["us-east-1"]?.services[
        ServicePrice.Key(service: "Data transfer", usage: "out to internet")])
    #expect(service.tiers.map { "\($0.from) \($0.price.amount.exact)" } == ["0 0.09", "10240 0.085"])
    #expect(service.tiers.last?.to == nil)
  }

  @Test(arguments: [
    ("AmazonEC2", "Storage", "EBS:VolumeUsage.gp3", "GB-Mo", "0.08", "EBS", "gp3 storage", "GB-month", "0.08"),
    (
      "AmazonEC2", "Provisioned Throughput", "EUW2-EBS:VolumeP-Throughput.gp3", "GiBps-mo", "40.96", "EBS",
      "gp3 throughput over 125 MiB/s", "MiBps-month", "0.04"
    ),
    ("AmazonEC2", "NAT Gateway", "USE2-NatGateway-Hours", "Hrs", "0.045", "NAT gateway", "hour", "hour", "0.045"),
    ("AWSELB", "Load Balancer-Network", "LCUUsage", "LCU-Hrs", "0.006", "NLB", "LCU", "LCU-hour", "0.006"),
    ("AWSELB", "Load Balancer-Application", "LCUUsage", "LCU-Hrs", "0.008", "ALB", "LCU", "LCU-hour", "0.008"),
    ("AmazonS3", "API Request", "EU-Requests-Tier2", "Requests", "0.0000004", "S3", "GET", "1000 requests", "0.0004"),
    (
      "AmazonVPC", "IP Address", "PublicIPv4:InUseAddress", "Hrs", "0.005", "Public IPv4", "in use or idle address",
      "hour", "0.005"
    ),
  ])
  func `services are known by their usage types, with or without a region's code`(
    offer: String, family: String, usage: String, unit: String, price: String, service: String, name: String,
    catalogUnit: String, amount: String
  ) throws {
    let row = Imports.row([
      "Product Family": family, "usageType": usage, "Unit": unit, "PricePerUnit": price, "Instance Type": "",
    ])
    let result = try Imports.run([Imports.regions, Imports.offer([row], offer: offer)])
    let found = try #require(
      result.contents.regionalData["us-east-1"]?.services[ServicePrice.Key(service: service, usage: name)])
    #expect(found.unit == catalogUnit && found.price.amount.exact == amount)
  }

  @Test(arguments: [
    (["Currency": "CNY"], "the price is in `CNY`; the catalog holds US dollars only"),
    (["PricePerUnit": "-1"], "the price of SKU `SKU5` is `-1`, not a plausible amount such as `0.0464`"),
    (["PricePerUnit": "99999999"], "the price of SKU `SKU5` is `99999999`, not a plausible amount such as `0.0464`"),
    (["PricePerUnit": "NaN"], "the price of SKU `SKU5` is `NaN`, not a plausible amount such as `0.0464`"),
    (["PricePerUnit": "1e3"], "the price of SKU `SKU5` is `1e3`, not a plausible amount such as `0.0464`"),
  ])
  func `a price that none can be is an error with its line`(changes: [String: String], message: String) throws {
    let error = #expect(throws: ImportError.self) {
      try Imports.run([Imports.regions, Imports.offer([Imports.row(), Imports.row(changes)])])
    }
    #expect(error == ImportError(file: "file1", at: .line(8), message))
  }

  @Test(arguments: [
    ("\"USD\": \"-1\"", "the price of SKU `SKU5` is `-1`, not a plausible amount such as `0.0464`"),
    ("\"CNY\": \"1\"", "the price of SKU `SKU5` is not in US dollars; the catalog holds no others"),
    ("", "SKU `SKU5` has no price"),
  ])
  func `a price in JSON that none can be is an error with its place`(price: String, message: String) throws {
    let error = #expect(throws: ImportError.self) {
      try Imports.run([Imports.regions, Imports.offerJSON(price: price)])
    }
    #expect(error?.message == message)
    guard case .byte(let offset)? = error?.place else { throw ImportError(file: "", "no offset") }
    #expect(offset > 0)
  }
}
