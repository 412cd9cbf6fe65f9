import Foundation
import TestSupport
import Testing

/// Whatever becomes of an index, the answer is that of the reviewed files, or there is none.
@Suite struct CatalogIndexCommandTests {
  /// A small catalog in a folder that is the user's alone, and a cache of its own.
  private struct Place {
    let catalog: String
    let cache: String
    var index: String { catalog + "/catalog.index" }
    var cacheFolder: String { cache + "/tollgate" }

    init() throws {
      catalog = try SmallCatalog.folder()
      cache = try Repository.temporaryFolder()
      try permit(0o755)
    }

    func permit(_ mode: Int, of path: String? = nil) throws {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path ?? catalog)
    }

    func remove() {
      for folder in [catalog, cache] { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// What is said of a type whose price is in the catalog.
    func show(_ environment: [String: String] = [:]) async throws -> Program.Result {
      try await Program.tollgate(
        ["catalog", "show", "m5.large", "--catalog", catalog],
        environment: ["XDG_CACHE_HOME": cache].merging(environment) { $1 })
    }

    func expectAnswer(_ price: String = "0.096", note: String?, _ environment: [String: String] = [:]) async throws {
      let result = try await show(environment)
      #expect(result.code == 0, "\(result.error)")
      #expect(result.output.contains(" \(price) "))
      if let note {
        #expect(result.error.contains(note))
        #expect(result.error.split(separator: "\n").count == 1)
      } else {
        #expect(result.error == "")
      }
    }
  }

  @Test func `a missing index is made once, beside the catalog, and that is said`() async throws {
    let place = try Place()
    defer { place.remove() }
    try await place.expectAnswer(note: "is missing; a new one is at `\(place.index)`")
    try await place.expectAnswer(note: nil)
    #expect(!FileManager.default.fileExists(atPath: place.cacheFolder))
  }

  @Test func `an index older than the catalog is made anew`() async throws {
    let place = try Place()
    defer { place.remove() }
    try await place.expectAnswer(note: "is missing")
    let region = try #require(SmallCatalog.files["regions/us-east-1.xml"])
    try SmallCatalog.write(
      to: place.catalog, replacing: ["regions/us-east-1.xml": region.replacing("0.096", with: "0.123")])
    try await place.expectAnswer("0.123", note: "is not of this version of the catalog")
    try await place.expectAnswer("0.123", note: nil)
  }

  @Test func `a damaged index, half of one, and what is none are made anew`() async throws {
    let place = try Place()
    defer { place.remove() }
    try await place.expectAnswer(note: "is missing")
    let url = URL(fileURLWithPath: place.index)
    let sound = try Data(contentsOf: url)
    var flipped = sound
    flipped[sound.count / 2] ^= 1
    var other = sound
    other[8] += 1
    for (bytes, note) in [
      (flipped, "is damaged"), (sound.prefix(sound.count / 2), "is damaged"), (Data(), "is damaged"),
      (Data("#!/bin/sh\n".utf8), "is damaged"), (other, "is of another version"),
    ] {
      try bytes.write(to: url)
      try await place.expectAnswer(note: note)
      #expect(try Data(contentsOf: url) == sound)
    }
    // A link could lead to an index that others write.
    try FileManager.default.moveItem(atPath: place.index, toPath: place.cache + "/elsewhere")
    try FileManager.default.createSymbolicLink(atPath: place.index, withDestinationPath: place.cache + "/elsewhere")
    try await place.expectAnswer(note: "is a symbolic link")
    try await place.expectAnswer(note: nil)
  }

  @Test func `beside a catalog that others can write, the index is in the user's cache`() async throws {
    let place = try Place()
    defer { place.remove() }
    try place.permit(0o777)
    try await place.expectAnswer(note: "a new one is at `\(place.cacheFolder)/")
    try await place.expectAnswer(note: nil)
    #expect(!FileManager.default.fileExists(atPath: place.index))
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: place.cacheFolder).first)
    // What others could have written is not read, and a folder in which they can write is not used.
    try place.permit(0o666, of: place.cacheFolder + "/" + name)
    try await place.expectAnswer(note: "a new one is at `\(place.cacheFolder)/")
    try await place.expectAnswer(note: nil)
    try place.permit(0o777, of: place.cacheFolder)
    try await place.expectAnswer(note: "can be kept neither beside it nor in the user's cache")
  }

  @Test func `without a place to keep it there is an answer all the same`() async throws {
    let place = try Place()
    defer { place.remove() }
    try place.permit(0o777)
    for _ in 0..<2 {
      try await place.expectAnswer(note: "each run makes it anew", ["HOME": "", "XDG_CACHE_HOME": ""])
    }
  }

  @Test func `many checks at once make one sound index`() async throws {
    let place = try Place()
    defer { place.remove() }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<6 {
        group.addTask { (try? await place.show()).map { $0.code == 0 && $0.output.contains(" 0.096 ") } ?? false }
      }
      for await isRight in group { #expect(isRight) }
    }
    try await place.expectAnswer(note: nil)
  }

  @Test func `a damaged catalog is an error with its place, whatever the index was made of before`() async throws {
    let place = try Place()
    defer { place.remove() }
    try await place.expectAnswer(note: "is missing")
    let region = try #require(SmallCatalog.files["regions/us-east-1.xml"])
    try SmallCatalog.write(
      to: place.catalog, replacing: ["regions/us-east-1.xml": region.replacing("0.096", with: "free")])
    let result = try await place.show()
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(result.error.contains("regions/us-east-1.xml:6: the attribute `usd` of <price> is `free`"))
  }

  @Test func `an edit by hand is refused until it is accepted, and then whole`() async throws {
    let place = try Place()
    defer { place.remove() }
    let path = place.catalog + "/regions/us-east-1.xml"
    let region = try #require(SmallCatalog.files["regions/us-east-1.xml"])
    let compile = ["catalog", "compile", "--catalog", place.catalog]
    try region.replacing("0.096", with: "0.123").write(toFile: path, atomically: true, encoding: .utf8)
    let refused = try await Program.tollgate(compile)
    #expect(refused.code == 2)
    #expect(refused.error.contains("`tollgate catalog compile --accept-edits`"))
    let accepted = try await Program.tollgate(compile + ["--accept-edits", "--format", "json"])
    #expect(accepted.code == 0, "\(accepted.error)")
    #expect(accepted.output.contains(#""path": "regions/us-east-1.xml""#))
    #expect(accepted.output.contains(#""kind": "changed""#))
    try await place.expectAnswer("0.123", note: nil)
    // A type that no other file knows: neither the manifest nor the index changes.
    let manifest = try String(contentsOfFile: place.catalog + "/manifest.xml", encoding: .utf8)
    try region.replacing("price type=\"m5.large\"", with: "price type=\"m6.large\"").write(
      toFile: path, atomically: true, encoding: .utf8)
    let contradictory = try await Program.tollgate(compile + ["--accept-edits"])
    #expect(contradictory.code == 2)
    #expect(contradictory.error.contains("the type `m6.large` is not in instance-types.xml"))
    #expect(try String(contentsOfFile: place.catalog + "/manifest.xml", encoding: .utf8) == manifest)
    try await place.expectAnswer("0.123", note: nil)
  }

  @Test func `without its companion a check with an index works, and one without says what is missing`() async throws {
    let place = try Place()
    defer { place.remove() }
    try await Program.copy(to: place.cache + "/tollgate")
    let show = ["catalog", "show", "m5.large", "--catalog", place.catalog]
    let missing = try await Program.run(place.cache + "/tollgate", show)
    #expect(missing.code == 2)
    #expect(missing.error.contains("its index is missing"))
    #expect(missing.error.contains("`tollgate-remote` is missing"))
    try await place.expectAnswer(note: "is missing")
    let result = try await Program.run(place.cache + "/tollgate", show)
    #expect(result.code == 0)
    #expect(result.output.contains(" 0.096 "))
  }
}
