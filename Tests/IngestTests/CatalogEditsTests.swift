import Foundation
import Platform
import TestSupport
import Testing

@testable import Catalog
@testable import Ingest

/// An edit by hand is accepted whole or not at all.
@Suite struct CatalogEditsTests {
  @Test func `the shipped manifest is the one that its files ask for`() throws {
    let (folder, changes) = try CatalogFolder.edited(Repository.catalogPath)
    #expect(changes == [])
    let text = try String(contentsOfFile: Repository.catalogPath + "/manifest.xml", encoding: .utf8)
    #expect(folder.manifest.text(naming: folder.manifest.files) == text)
  }

  @Test func `files that were changed, added and removed are named`() throws {
    let folder = try SmallCatalog.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let region = try #require(SmallCatalog.files["regions/us-east-1.xml"])
    try region.replacing("us-east-1", with: "us-west-1").replacing("use1", with: "usw1").write(
      toFile: folder + "/regions/us-west-1.xml", atomically: true, encoding: .utf8)
    try FileManager.default.removeItem(atPath: folder + "/regions/us-east-1.xml")
    let regions = try #require(SmallCatalog.files["regions.xml"])
    try regions.replacing("US West", with: "US far West").write(
      toFile: folder + "/regions.xml", atomically: true, encoding: .utf8)
    let (edited, changes) = try CatalogFolder.edited(folder)
    #expect(
      changes.map { "\($0.kind) \($0.path)" } == [
        "changed regions.xml", "removed regions/us-east-1.xml", "added regions/us-west-1.xml",
      ])
    // Nothing is written before it is asked for.
    #expect(throws: CatalogError.self) { try CatalogFolder(directory: folder).contents() }
    try edited.writeManifest()
    let contents = try CatalogFolder(directory: folder).contents()
    #expect(contents.regions["us-west-1"]?.description == "US far West")
    #expect(contents.regionalData["us-west-1"]?.onDemand.count == 1)
  }

  @Test func `a file with a name that no region has is refused`() throws {
    let folder = try SmallCatalog.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "<x/>".write(toFile: folder + "/regions/\"><a.xml", atomically: true, encoding: .utf8)
    let error = #expect(throws: CatalogError.self) { _ = try CatalogFolder.edited(folder).changes }
    #expect(error?.message.contains("no region has such a name") == true)
  }

  @Test func `a file is replaced whole, and what others left there is no hindrance`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/catalog.index"
    try ReplacedFile.write(Array("first".utf8), to: path)
    // A process that was killed left this.
    try String(repeating: "x", count: 100).write(
      toFile: folder + "/.catalog.index.new", atomically: false, encoding: .utf8)
    try ReplacedFile.write(Array("second".utf8), to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["catalog.index"])
    // Somebody else's file must not be written through a link.
    let victim = folder + "/victim"
    try "precious".write(toFile: victim, atomically: false, encoding: .utf8)
    let new = folder + "/.catalog.index.new"
    for isSymbolic in [true, false] {
      if isSymbolic {
        try FileManager.default.createSymbolicLink(atPath: new, withDestinationPath: victim)
      } else {
        try FileManager.default.linkItem(atPath: victim, toPath: new)
      }
      #expect(throws: FileError.self) { try ReplacedFile.write(Array("third".utf8), to: path) }
      try FileManager.default.removeItem(atPath: new)
      #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
  }

  @Test func `many writers of one file leave one of theirs whole`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/catalog.index"
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<16 {
        group.addTask {
          let bytes = [UInt8](repeating: UInt8(writer), count: 100_000 + writer)
          _ = try? ReplacedFile.write(bytes, to: path)
        }
      }
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let writer = try #require(bytes.first)
    #expect(bytes.count == 100_000 + Int(writer))
    #expect(bytes.allSatisfy { $0 == writer })
  }
}
