import Foundation
import TestSupport
import Testing

@testable import Catalog
@testable import Ingest

/// Catalogs that are not as they should be: each mistake is an error with its file and line.
@Suite struct DamagedCatalogTests {
  private func error(replacing changes: [String: String], manifest: String? = nil) throws -> CatalogError? {
    let folder = try SmallCatalog.folder(replacing: changes, manifest: manifest)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      _ = try CatalogFolder(directory: folder).contents()
      return nil
    } catch {
      return CatalogError(
        file: String(error.file.dropFirst(folder.count + 1)), line: error.line,
        message: error.message.replacingOccurrences(of: folder, with: ""))
    }
  }

  @Test func `the shipped catalog is sound`() {
    #expect(CatalogVerification.problems(in: Repository.catalogPath) == [])
  }

  @Test func `the small catalog is sound`() throws {
    #expect(try error(replacing: [:]) == nil)
    let folder = try SmallCatalog.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(CatalogVerification.problems(in: folder) == [])
  }

  @Test(arguments: [
    ("usd=\"0.096\"", "usd=\"free\"", 6, "the attribute `usd` of <price> is `free`, not an amount such as `0.096`"),
    ("usd=\"0.096\"", "usd=\"0\"", 6, "a price must be more than zero; leave out what is not known"),
    ("usd=\"0.096\"", "usd=\"-1\"", 6, "a price must be more than zero; leave out what is not known"),
    ("usd=\"0.096\" ", "", 6, "the attribute `usd` of <price> is missing"),
    (
      "status=\"list\" as-of=\"2026-10-15\"", "status=\"sure\" as-of=\"2026-10-15\"", 6,
      "the attribute `status` of <price> is `sure`, not `list`, `unverified` or `inferred`"
    ),
    ("<offers as-of=\"2026-10-15\">", "<offerings>", 2, "the element <offerings> is not known here"),
    ("usd=\"0.096\"", "eur=\"0.096\"", 6, "the attribute `eur` is not known here"),
    ("<on-demand>", "<on-demand", 6, "error parsing attribute name"),
    ("name=\"us-east-1\"", "name=\"us-east-2\"", 1, "the file is of `us-east-2`, not of `us-east-1`"),
    ("currency=\"USD\"", "currency=\"$\"", 1, "the attribute `currency` of <region> is `$`, not a currency code"),
    (
      "as-of=\"2026-10-15\" currency", "as-of=\"October\" currency", 1,
      "the attribute `as-of` of <region> is `October`, not a day such as `2026-10-15`"
    ),
    (
      "<offers as-of=\"2026-10-15\">\n", "<offers as-of=\"2026-10-15\">\n<offer type=\"m5.large\"/>\n", 4,
      "the offer of `m5.large` is listed twice"
    ),
    (
      "<on-demand>\n",
      "<on-demand>\n<price type=\"m5.large\" usd=\"1\" status=\"list\" as-of=\"2026-10\" source=\"x\"/>\n", 7,
      "the price of `m5.large` is listed twice"
    ),
    (
      "<services>\n",
      "<services>\n<service name=\"EKS\" usage=\"hours\" unit=\"h\" usd=\"1\" status=\"list\" as-of=\"2026-10\" source=\"x\"/>\n",
      10,
      "the price of `EKS`, `hours` is listed twice"
    ),
    (
      "<services>\n",
      "<services>\n<service name=\"S3\" usage=\"a\" unit=\"GB\" from=\"5\" usd=\"1\" status=\"list\" as-of=\"2026-10\" source=\"x\"/>\n",
      9, "the tier before this one is missing; they are listed in order"
    ),
    (
      "<services>\n",
      "<services>\n<service name=\"S3\" usage=\"a\" unit=\"GB\" to=\"0\" usd=\"1\" status=\"list\" as-of=\"2026-10\" source=\"x\"/>\n",
      9, "a tier must end after it begins"
    ),
    (
      "<services>\n",
      "<services>\n<service name=\"S3\" usage=\"a\" unit=\"GB\" to=\"ten\" usd=\"1\" status=\"list\" as-of=\"2026-10\" source=\"x\"/>\n",
      9, "the attribute `to` of <service> is `ten`, not an amount such as `10240`"
    ),
    (
      "<services>\n",
      "<services>\n<service name=\"S3\" usage=\"a\" unit=\"GB\" to=\"4\" usd=\"1\" status=\"list\" as-of=\"2026-10\" source=\"x\"/>\n<service name=\"S3\" usage=\"a\" unit=\"GB\" from=\"5\" usd=\"1\" status=\"list\" as-of=\"2026-10\" source=\"x\"/>\n",
      10, "a tier must begin where the one before it ends, at 4"
    ),
    (
      "<services>\n",
      "<services>\n<service name=\"S3\" usage=\"a\" unit=\"GB\" to=\"4\" usd=\"1\" status=\"list\" as-of=\"2026-10\" source=\"x\"/>\n<service name=\"S3\" usage=\"a\" unit=\"TB\" from=\"4\" usd=\"1\" status=\"list\" as-of=\"2026-10\" source=\"x\"/>\n",
      10, "all tiers must have one unit, `GB`"
    ),
    (
      "<offers as-of=\"2026-10-15\">", "<manifest as-of=\"2026-10-15\"/><offers as-of=\"2026-10-15\">", 2,
      "the element <manifest> does not belong here"
    ),
    ("<region ", "<!DOCTYPE region [<!ENTITY a \"b\">]>\n<region ", 1, "a DOCTYPE is not allowed in a catalog file"),
    ("source=\"test\"/>\n  </on-demand>", "source=\"&a;\"/>\n  </on-demand>", 6, "Entity 'a' not defined"),
    ("</region>", "", 10, "the file is empty or ends too early"),
  ])
  func `a damaged region file is an error with its line`(old: String, new: String, line: Int, message: String) throws {
    let path = "regions/us-east-1.xml"
    let text = try #require(SmallCatalog.files[path])
    try #require(text.contains(old))
    let found = try #require(try error(replacing: [path: text.replacing(old, with: new, maxReplacements: 1)]))
    #expect(found.file == path)
    #expect(found.line == line)
    #expect(found.message == message)
  }

  @Test(arguments: [
    (
      "instance-types.xml", "vcpus=\"2\"", "vcpus=\"two\"", 2,
      "the attribute `vcpus` of <type> is `two`, not a whole number"
    ),
    (
      "instance-types.xml", "vcpus=\"2\"", "vcpus=\"99999999999999999999\"", 2,
      "the attribute `vcpus` of <type> is `99999999999999999999`, not a whole number"
    ),
    (
      "instance-types.xml", "bare-metal=\"false\"", "bare-metal=\"no\"", 2,
      "the attribute `bare-metal` of <type> is `no`, not `true` or `false`"
    ),
    (
      "instance-types.xml", "\"x86_64\"", "\"x86_65\"", 2,
      "the attribute `architectures` of <type> names an unknown architecture"
    ),
    (
      "instance-types.xml", "<type name=\"p3.2xlarge\"/>", "<type name=\"m5.large\"/>", 5,
      "the type `m5.large` is listed twice"
    ),
    (
      "instance-types.xml", "<type name=\"p3.2xlarge\"/>",
      "<type name=\"a1.large\"><accelerator kind=\"tpu\" model=\"x\" count=\"1\" memory-mib=\"1\"/></type>", 5,
      "the attribute `kind` of <accelerator> is `tpu`, not a kind of accelerator"
    ),
    ("regions.xml", "name=\"us-west-1\"", "name=\"us-east-1\"", 3, "the region `us-east-1` is listed twice"),
    (
      "regions.xml", "opt-in=\"false\"", "opt-in=\"maybe\"", 2,
      "the attribute `opt-in` of <region> is `maybe`, not `true` or `false`"
    ),
  ])
  func `other damaged files are errors with their line`(
    path: String, old: String, new: String, line: Int, message: String
  ) throws {
    let text = try #require(SmallCatalog.files[path])
    try #require(text.contains(old))
    let found = try #require(try error(replacing: [path: text.replacing(old, with: new, maxReplacements: 1)]))
    #expect(found.file == path)
    #expect(found.line == line)
    #expect(found.message == message)
  }

  @Test(arguments: [
    ("regions.xml", "<regions as-of=\"2026-10-15\"/>", "the file lists no region"),
    ("instance-types.xml", "<instance-types as-of=\"2026-10-15\"/>", "the file lists no instance type"),
    ("instance-types.xml", "<offered regions=\"x\"/>", "the element <offered> does not belong here"),
    ("instance-types.xml", "<accelerator/>", "the element <accelerator> does not belong here"),
    ("regions/us-east-1.xml", "<services/>", "the element <region> is missing"),
    ("regions/us-east-1.xml", "<offer type=\"a\"/>", "the element <offer> does not belong here"),
    ("regions/us-east-1.xml", "<price type=\"a\" usd=\"1\"/>", "the element <price> does not belong here"),
    ("regions/us-east-1.xml", "", "the file is empty or ends too early"),
  ])
  func `files without their content are errors`(path: String, text: String, message: String) throws {
    #expect(try error(replacing: [path: text])?.message == message)
  }

  @Test(arguments: [
    ("", "the file is empty or ends too early"),
    ("<regions as-of=\"2026-10-15\"/>", "the element <regions> does not belong here"),
    ("<file path=\"/etc/passwd\" sha256=\"x\"/>", "the path `/etc/passwd` leads out of the catalog's folder"),
    ("<file path=\"a/../../b\" sha256=\"x\"/>", "the path `a/../../b` leads out of the catalog's folder"),
    ("<file path=\"a\" sha256=\"x\"/>", "the element <manifest> is missing"),
    (
      "<manifest as-of=\"2026-10-15\"><file path=\"a\" sha256=\"x\"/><file path=\"a\" sha256=\"x\"/></manifest>",
      "the file `a` is named twice"
    ),
    ("<manifest as-of=\"2026-10-15\"/>", "the manifest does not name `regions.xml`"),
  ])
  func `a damaged manifest is an error`(text: String, message: String) throws {
    let found = try #require(try error(replacing: [:], manifest: text))
    #expect(found.file == "manifest.xml")
    #expect(found.message == message)
  }

  @Test func `a file that the manifest does not know is refused`() throws {
    let folder = try SmallCatalog.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let changed = SmallCatalog.files["regions.xml"]?.replacing("US West", with: "US Vest") ?? ""
    try Data(changed.utf8).write(to: URL(fileURLWithPath: folder + "/regions.xml"))
    let error = #expect(throws: CatalogError.self) { try CatalogFolder(directory: folder).contents() }
    #expect(error?.message.contains("--accept-edits") == true)
    #expect(CatalogVerification.problems(in: folder).count == 1)
  }

  @Test func `verification finds what two files contradict`() throws {
    let types = try #require(SmallCatalog.files["instance-types.xml"])
    for (changed, message) in [
      (
        types.replacing("regions=\"us-east-1\"", with: "regions=\"us-west-1\""),
        "not offered here by instance-types.xml"
      ),
      (types.replacing("regions=\"us-east-1\"", with: "regions=\"us-east-1 eu-none-9\""), "an unknown region"),
      (
        types.replacing("name=\"m5.large\"", with: "name=\"m6.large\""),
        "the type `m5.large` is not in instance-types.xml"
      ),
      (types.replacing("usage-classes=\"on-demand spot\"", with: "usage-classes=\"rented\""), "instance-types.xml:2: "),
      (
        types.replacing("<type name=\"p3.2xlarge\"/>", with: "<type name=\"p3.2xlarge\" vcpus=\"x\"/>"),
        "not a whole number"
      ),
    ] {
      let folder = try SmallCatalog.folder(replacing: ["instance-types.xml": changed])
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let problems = CatalogVerification.problems(in: folder)
      #expect(problems.contains { $0.description.contains(message) }, "\(problems)")
    }
  }

  @Test func `verification needs the schema and the manifest`() throws {
    let folder = try SmallCatalog.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("<x/>".utf8).write(to: URL(fileURLWithPath: folder + "/catalog.rng"))
    #expect(CatalogVerification.problems(in: folder).map(\.message) == ["the file is not a RELAX NG schema"])
    try FileManager.default.removeItem(atPath: folder + "/manifest.xml")
    #expect(CatalogVerification.problems(in: folder).count == 1)
    #expect(throws: CatalogError.self) { try CatalogFolder(directory: folder).contents() }
  }

  @Test func `ten thousand damaged catalog files neither crash nor hang`() async throws {
    var generator = SeededGenerator(seed: 2)
    let files = SmallCatalog.files.sorted { $0.key < $1.key }.map { (path: $0.key, bytes: Array($0.value.utf8)) }
    var refused = 0
    for round in 0..<10_000 {
      if round.isMultiple(of: 20) { await Task.yield() }  // tests that talk over a network wait on the same threads
      let file = files[round % files.count]
      let reader = XMLReader(file: file.path, bytes: Mutation.mutate(file.bytes, using: &generator))
      do throws(CatalogError) { try CatalogFolder.check(reader, path: file.path) } catch {
        refused += 1
        #expect(error.file == file.path)
        #expect(!error.message.isEmpty)
      }
    }
    #expect(refused > 5_000)
  }
}
