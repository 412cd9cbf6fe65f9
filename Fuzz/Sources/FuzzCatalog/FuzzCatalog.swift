import CLibFuzzer
import Catalog
import Documents
import Findings
import Foundation
import Ingest
import Platform

/// Loads and verifies a catalog whose region file is the input.
@main
enum FuzzCatalog {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzCatalog.run(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }

  private static func run(_ bytes: [UInt8]) {
    for path in ["regions.xml", "instance-types.xml", "quotas.xml", "regions/us-east-1.xml", "manifest.xml"] {
      folder.write(bytes, to: path)
      _ = try? ReviewedCatalogs().catalog(in: folder.path, regions: .all)
      folder.restore(path)
    }
  }
}

private let folder = CatalogFolder()

/// A small catalog in a temporary folder whose files are replaced one at a time.
private final class CatalogFolder: Sendable {
  let path: String

  private static let files = [
    "regions.xml":
      "<regions as-of=\"2026-10-15\"><region name=\"us-east-1\" partition=\"aws\" description=\"x\"/></regions>",
    "instance-types.xml": "<instance-types as-of=\"2026-10-15\"><type name=\"m5.large\"/></instance-types>",
    "quotas.xml": "<quotas as-of=\"2026-10-15\"/>",
    "regions/us-east-1.xml": "<region name=\"us-east-1\" as-of=\"2026-10-15\" currency=\"USD\"/>",
  ]

  init() {
    path = NSTemporaryDirectory() + "/tollgate-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    try? FileManager.default.createDirectory(atPath: path + "/regions", withIntermediateDirectories: true)
    for file in Self.files.keys { restore(file) }
    writeManifest()
  }

  func restore(_ file: String) {
    if let text = Self.files[file] { write(Array(text.utf8), to: file) } else { writeManifest() }
  }

  func write(_ bytes: [UInt8], to file: String) {
    _ = FileManager.default.createFile(atPath: path + "/" + file, contents: Data(bytes))
    // With the digest of what is written, so that the reader goes on to it.
    if file != "manifest.xml" { writeManifest() }
  }

  private func writeManifest() {
    let entries = Self.files.keys.sorted().map { file in
      let bytes = (try? SourceFile(reading: path + "/" + file))?.bytes ?? []
      return "<file path=\"\(file)\" sha256=\"\(Digest(sha256: bytes).hexadecimal)\"/>"
    }
    let text = "<manifest as-of=\"2026-10-15\">\(entries.joined())</manifest>"
    _ = FileManager.default.createFile(atPath: path + "/manifest.xml", contents: Data(text.utf8))
  }
}
