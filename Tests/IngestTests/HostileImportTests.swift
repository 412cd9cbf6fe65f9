import Catalog
import Foundation
import Testing

@testable import Ingest

/// Files that want to do harm, or are broken: an error that says where, never a crash or a catalog.
@Suite struct HostileImportTests {
  private static let whole = [Imports.regions, Imports.type, Imports.offerJSON(), Imports.offers(["m5.large"])]

  @Test(arguments: whole)
  func `a document that is cut off anywhere is an error`(text: String) {
    let bytes = Array(text.utf8)
    for count in stride(from: 1, to: bytes.count, by: 1) {
      let part = Array(bytes[..<count])
      // Whitespace at the end may be missing.
      guard bytes[count...].contains(where: { !$0.isBlank }) else { continue }
      #expect(throws: ImportError.self, "\(count) bytes") { try Imports.run(bytes: [part]) }
    }
  }

  @Test func `a price list that is cut off within a row is an error`() throws {
    let text = Array(Imports.offer([Imports.row(), Imports.row(["SKU": "SKU6"])]).utf8)
    let lastRow = try #require(text.dropLast().lastIndex(of: UInt8(ascii: "\n")))
    for count in (lastRow + 2)..<text.count {
      #expect(throws: ImportError.self, "\(count) bytes") { try Imports.run(bytes: [Array(text[..<count])]) }
    }
  }

  @Test(arguments: [
    ("<!DOCTYPE a [<!ENTITY b \"c\">]><DescribeRegionsResponse/>", "a DOCTYPE is not allowed"),
    ("<DescribeRegionsResponse><regionInfo>&b;</regionInfo></DescribeRegionsResponse>", "Entity 'b' not defined"),
    ("<html><body>503</body></html>", "a document of <html> cannot be imported"),
    (
      "<Response><Errors><Error><Code>AuthFailure</Code><Message>no</Message></Error></Errors></Response>",
      "it is not an answer but an error of AWS: AuthFailure: no"
    ),
    ("{\"a\": 1}", "this kind of JSON document cannot be imported"), ("[1, 2", "the document ends too early"),
    ("{\"offerCode\": }", "it is not JSON: unallowed token at this point in JSON text"), ("", "the file is empty"),
    ("a,b\n1,2\n", "no table has these columns; a table of prices has region, instance_type and usd_per_hour"),
    ("region,region\n", "the column `region` is named twice"),
    ("region,instance_type,usd_per_hour\nus-east-1,m5.large\n", "the row has 2 values, and the header 3"),
    ("region,instance_type,usd_per_hour\nus-east-1,\"m5.large,1\n", "a quote is not closed"),
    ("region,instance_type,usd_per_hour\nus-east-1,\"m5.large\"x,1\n", "a closing quote is followed by something"),
    ("region,instance_type,usd_per_hour\nus-east-1,m5.large,0\n", "the price `0` is not an amount of more than 0"),
    ("region,instance_type,usd_per_hour\nus-east-1,m5.large,1000000\n", "the price `1000000` is not an amount"),
    ("region,instance_type,usd_per_hour\nmars,m5.large,1\n", "`mars` is not a region name"),
    ("region,instance_type,usd_per_hour,currency\nus-east-1,m5.large,1,CNY\n", "the price is in `CNY`"),
    ("region,instance_type,usd_per_hour,as_of\nus-east-1,m5.large,1,May\n", "the column `as_of` is `May`"),
    ("region,instance_type,usd_per_hour,status\nus-east-1,m5.large,1,sure\n", "the status is `sure`"),
    ("region,opt_in\nus-east-1,yes\n", "the column `opt_in` is `yes`, not `true` or `false`"),
    (
      "region,service,usage,unit,from,to,usd\nus-east-1,S3,a,GB,5,,1\n",
      "the tiers of `S3`, `a` do not follow one another from 0 in one unit"
    ),
    ("<regions as-of=\"2026-10-15\"><regio name=\"x\"/></regions>", "the element <regio> is not known here"),
  ])
  func `what cannot be imported is an error that says what is wrong`(text: String, message: String) throws {
    let error = #expect(throws: ImportError.self) { try Imports.run([text]) }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func `an error in a table has its line, though values hold line breaks`() throws {
    let text = "region,instance_type,usd_per_hour,source\nus-east-1,m5.large,1,\"a\n\nb\"\nmars,m5.large,1,x\n"
    let error = #expect(throws: ImportError.self) { try Imports.run([text]) }
    #expect(error?.place == .line(5))
  }

  @Test(arguments: [
    ("<optInStatus>maybe</optInStatus>", "`maybe` is not one of not-opted-in, opt-in-not-required, opted-in", 3),
    ("", "a value is missing that is one of not-opted-in, opt-in-not-required, opted-in", 3),
    ("\n\n<optInStatus></optInStat>", "Opening and ending tag mismatch: optInStatus and optInStat", 5),
    ("<!DOCTYPE a>", "internal error: detected an error in element content", 3), ("\n&b;", "Entity 'b' not defined", 4),
  ])
  func `an error in XML has its line, however far the parser is`(inner: String, message: String, line: Int) throws {
    let head = "<DescribeRegionsResponse>\n<regionInfo>\n<item><regionName>us-east-1</regionName>"
    let filling = "</item>" + String(repeating: "\n<a></a>", count: 20_000)
    let error = #expect(throws: ImportError.self) {
      try Imports.run([head + inner + filling + "</regionInfo></DescribeRegionsResponse>"])
    }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    #expect(error?.place == .line(line))
  }

  @Test func `an error in JSON has its byte, which counts a byte-order mark`() throws {
    func place(_ text: String) -> ImportError.Place? {
      #expect(throws: ImportError.self) { try Imports.run([text]) }?.place
    }
    guard case .byte(let offset)? = place("{\"offerCode\": }") else { throw ImportError(file: "", "no offset") }
    #expect(place("\u{FEFF}{\"offerCode\": }") == .byte(offset + 3))
  }

  @Test func `an error in XML of one line has its byte`() throws {
    let head = "<DescribeRegionsResponse><regionInfo><item><regionName>us-east-1</regionName>"
    let error = #expect(throws: ImportError.self) {
      try Imports.run([head + "<optInStatus>x</optInStatus></item></regionInfo></DescribeRegionsResponse>"])
    }
    guard case .byte(let offset)? = error?.place else { throw ImportError(file: "", "no offset") }
    #expect((head.utf8.count...head.utf8.count + 40).contains(offset), "\(offset)")
  }

  @Test func `bytes that are no text in UTF-8 are an error`() throws {
    let table = "region,instance_type,usd_per_hour,source\nus-east-1,m5.large,1,"
    let wide: [UInt8] = Array(table.utf8).flatMap { [$0, UInt8(0)] }
    let error = #expect(throws: ImportError.self) { try Imports.run(bytes: [[0xFF, 0xFE] + wide]) }
    #expect(error?.message == "a NUL byte: the file is not text in UTF-8")
    #expect(error?.place == .byte(3))
    let other = #expect(throws: ImportError.self) { try Imports.run(bytes: [Array(table.utf8) + [0xFF, 0x0A]]) }
    #expect(other?.message == "a value is not UTF-8" && other?.place == .line(2))
  }

  @Test(arguments: [
    [0x3C, 0, 0, 0], [0x3C, 0, 0x3F, 0], Array("<?xml version='1.0' encoding='UCS-4'?>".utf8),
    Array("<?xml version='1.0' encoding='UTF-32LE'?>".utf8), Array("<?xml version='1.0' encoding='IBM037'?>".utf8),
    Array("<?xml version='1.0' encoding='UTF-16'?>".utf8), Array("<?xml version='1.0' encoding='none'?>".utf8),
  ])
  func `XML in an encoding that is not supported is an error, wherever it ends`(head: [UInt8]) {
    let rest = Array("<DescribeRegionsResponse><a>\u{0}\u{14}I)eT<yp".utf8) + [0x96, 0xBB, 0xB0, 0x99]
    for count in 0...rest.count {
      #expect(throws: ImportError.self) { try Imports.run(bytes: [head + rest.prefix(count)]) }
      #expect(throws: CatalogError.self) {
        try XMLReader(file: "a.xml", bytes: head + rest.prefix(count)).read { _ in }
      }
    }
  }

  @Test(arguments: ["UTF-7", "UTF-16", "ISO-2022-JP", "Shift_JIS", "EUC-KR", "ISO-8859-1"])
  func `text that is not of the encoding that XML names is an error, wherever it stands`(encoding: String) {
    let head = Array("<?xml version='1.0' encoding='\(encoding)'?><DescribeRegionsResponse>".utf8)
    for length in [0, 1, 100, 4_000, 70_000, 140_000] {
      let wrong: [UInt8] = [0xFF, 0x1B, 0x80, 0x2B, 0x3C, 0xFF, 0x3C]
      let bytes = head + Array(repeating: UInt8(ascii: " "), count: length) + wrong
      #expect(throws: ImportError.self) { try Imports.run(bytes: [bytes]) }
    }
  }

  @Test func `a quote in a value is written twice`() throws {
    let text = "region,instance_type,usd_per_hour,source\nus-east-1,m5.large,1,\"a \"\"b\"\", c\"\n"
    let price = try Imports.run([Imports.regions, text]).contents.regionalData["us-east-1"]?.onDemand["m5.large"]
    #expect(price?.source == "a \"b\", c")
  }

  @Test func `an attribute of ten megabytes and ten thousand levels are errors`() throws {
    let long = "<DescribeRegionsResponse a=\"\(String(repeating: "x", count: 11_000_000))\"/>"
    #expect(throws: ImportError.self) { try Imports.run([long]) }
    let deep = String(repeating: "<a>", count: 10_000)
    #expect(throws: ImportError.self) { try Imports.run(["<DescribeRegionsResponse>\(deep)"]) }
    #expect(throws: ImportError.self) { try Imports.run([String(repeating: "[", count: 100_000)]) }
    let value = String(repeating: "x", count: 70_000)
    #expect(throws: ImportError.self) {
      try Imports.run([Imports.type.replacing("Up to 10 Gigabit", with: value)])
    }
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
