import Foundation
import TestSupport
import Testing

/// Catalogs that users make, from the command line.
@Suite struct CatalogImportCommandTests {
  /// A folder with a price list of m5.large and m7i.large in us-east-1.
  private struct Workspace {
    let folder: String
    var catalog: String { folder + "/catalog" }
    var list: String { folder + "/index.csv" }

    init() throws {
      folder = try Repository.temporaryFolder()
      try write(price: "0.0123")
    }

    func write(price: String, date: String = "2026-11-18") throws {
      let head = """
        "FormatVersion","v1.0"
        "Publication Date","\(date)T22:53:08Z"
        "OfferCode","AmazonEC2"
        "SKU","TermType","Unit","PricePerUnit","Currency","Product Family","Instance Type","Tenancy","Operating System","usageType","CapacityStatus","Pre Installed S/W","Region Code"

        """
      let rows = ["m7i.xlarge", "g6.xlarge"].enumerated().map { index, type in
        "\"SKU\(index)\",\"OnDemand\",\"Hrs\",\"\(price)\",\"USD\",\"Compute Instance\",\"\(type)\",\"Shared\",\"Linux\","
          + "\"BoxUsage:\(type)\",\"Used\",\"NA\",\"us-east-1\"\n"
      }
      try (head + rows.joined()).write(toFile: list, atomically: true, encoding: .utf8)
    }

    func run(_ arguments: String...) async throws -> Program.Result {
      try await Program.tollgate(
        ["catalog"] + arguments, environment: ["TOLLGATE_CATALOG": Repository.catalogPath, "HOME": folder])
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
  }

  @Test func `a price list becomes a catalog in two commands, and a check uses its prices`() async throws {
    let workspace = try Workspace()
    defer { workspace.remove() }
    let made = try await workspace.run("import", workspace.list, "--accept-smaller", "--catalog", workspace.catalog)
    #expect(made.code == 0, "\(made.error)")
    #expect(made.output.contains("AWS price list of AmazonEC2 of 2026-11-18\n  read  prices of instance types  2\n"))
    let shown = try await workspace.run("show", "m7i.xlarge", "--catalog", workspace.catalog, "--format", "csv")
    #expect(shown.output.contains("AWS price list of 2026-11-18, AmazonEC2, SKU SKU0"))
    let cost = try await Program.tollgate(["cost", "Examples/vision-train.yaml", "--catalog", workspace.catalog])
    #expect(cost.output.contains("0.0123"))
    let verified = try await workspace.run("verify", "--catalog", workspace.catalog)
    #expect(verified.code == 0, "\(verified.output)")
  }

  @Test func `what lies beside the catalog stays, and what fails changes nothing`() async throws {
    let workspace = try Workspace()
    defer { workspace.remove() }
    _ = try await workspace.run("import", workspace.list, "--accept-smaller", "--catalog", workspace.catalog)
    let own = ["notes/a.txt", "answers/a.xml", "regions/mine.xml", "regions/more/a.xml"]
    for path in own {
      let folder = workspace.catalog + "/" + path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try "mine".write(toFile: workspace.catalog + "/" + path, atomically: true, encoding: .utf8)
    }
    let before = try String(contentsOfFile: workspace.catalog + "/manifest.xml", encoding: .utf8)
    try workspace.write(price: "0.5", date: "2026-11-19")
    let made = try await workspace.run("import", workspace.list, "--catalog", workspace.catalog)
    #expect(made.code == 0, "\(made.error)")
    let after = try String(contentsOfFile: workspace.catalog + "/manifest.xml", encoding: .utf8)
    #expect(after != before)
    for path in own { #expect(try String(contentsOfFile: workspace.catalog + "/" + path, encoding: .utf8) == "mine") }
    try workspace.write(price: "-1", date: "2026-11-20")
    let failed = try await workspace.run("import", workspace.list, "--catalog", workspace.catalog)
    #expect(failed.code == 2)
    #expect(failed.error.contains("index.csv:5: the price of SKU `SKU0` is `-1`"))
    #expect(failed.error.contains("nothing was written"))
    #expect(try String(contentsOfFile: workspace.catalog + "/manifest.xml", encoding: .utf8) == after)
    #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.folder).sorted() == ["catalog", "index.csv"])
  }

  @Test func `a folder that cannot be written and one in use are errors`() async throws {
    let workspace = try Workspace()
    defer { workspace.remove() }
    let file = try await workspace.run("import", workspace.list, "--catalog", workspace.list)
    #expect(file.code == 2)
    #expect(file.error.contains("it is a file; a catalog is a folder"))
    let none = try await Program.tollgate(
      ["catalog", "import", workspace.list], environment: ["HOME": workspace.folder, "TOLLGATE_CATALOG": ""])
    #expect(none.code == 2)
    #expect(none.error.contains("name a folder of your own with `--catalog`"))
    let day = try await workspace.run("import", workspace.list, "--catalog", workspace.catalog, "--as-of", "soon")
    #expect(day.code == 2)
  }

  @Test func `two catalogs differ by their prices, and so do bills`() async throws {
    let workspace = try Workspace()
    defer { workspace.remove() }
    _ = try await workspace.run("import", workspace.list, "--accept-smaller", "--catalog", workspace.catalog)
    let same = try await workspace.run("diff", workspace.catalog, workspace.catalog)
    #expect(same.output.contains("say the same of regions, types, offers and prices"))
    let other = try await workspace.run("diff", Repository.catalogPath, workspace.catalog, "Examples/vision-train.yaml")
    #expect(other.code == 0, "\(other.error)")
    #expect(other.output.contains("2 prices of instance types, 0 prices of"))
    #expect(other.output.contains("1 request compared, 1 with other costs"))
    #expect(other.output.contains("m7i.xlarge in us-east-1"))
    let json = try await workspace.run("diff", Repository.catalogPath, workspace.catalog, "--format", "json")
    let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((document?["typePrices"] as? [Any])?.count == 2)
    let wrong = try await workspace.run("diff", workspace.catalog, workspace.catalog, "--catalog", workspace.catalog)
    #expect(wrong.code == 2)
  }

  @Test(arguments: [
    (["show", "p5", "--region", "us-east-1"], 0, "p5.48xlarge      192  2048  8 H100"),
    (
      ["show", "--region", "us-east-2", "--accelerator", "a10g", "--format", "csv", "--columns", "type,zones"], 0,
      "g5.xlarge,3"
    ),
    (
      ["show", "--region", "us-east-1", "--gpus", "8", "--max-price", "8", "--columns", "type,usd-per-hour"], 0,
      "g4dn.metal"
    ),
    (["show", "us-east-1", "--vcpus", "2", "--architecture", "arm64", "--sort", "price"], 0, "t4g.nano"),
    (["show", "--family", "m7i", "--region", "cn-north-1"], 0, "knows no such offer"),
    (["show", "p5x"], 2, "did you mean `p5`?"), (["show", "--region", "us-est-1"], 2, "did you mean `us-east-1`?"),
    (["show", "m5.large", "--sort", "price"], 2, "name its family, `m5`"),
    (["show", "--sort", "cheap"], 2, "there are name, price"),
    (["show", "--memory", "much"], 2, "`--memory` is `much`"),
    (["show", "--architecture", "arm"], 2, "there is no architecture `arm`"),
    (["show", "--max-price", "x"], 2, "such as 1.5"),
  ])
  func `questions about offers are answered`(arguments: [String], code: Int32, said: String) async throws {
    let result = try await Program.tollgate(
      ["catalog"] + arguments, environment: ["TOLLGATE_CATALOG": Repository.catalogPath])
    #expect(result.code == code)
    #expect((result.output + result.error).contains(said), "\(result.output.prefix(2_000)) \(result.error)")
  }
}
