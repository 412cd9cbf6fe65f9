import CLibFuzzer
import Catalog
import Costs
import Documents
import Findings
import Foundation
import Gate
import Ingest
import Platform
import Requests
import Rules

/// Reads the input as each kind of document, checks whatever requests it holds, and shows every finding.
@main
enum FuzzRequests {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzRequests.run(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }

  private static func run(_ bytes: [UInt8]) {
    for name in ["a.yaml", "a.json", "a.ndjson", "-"] {
      let source = SourceFile(name: name, bytes: bytes)
      let file = DocumentReader.read(source)
      let result = RequestReader.read(file, skippingOthers: name == "-")
      var findings = file.errors
      for draft in result.drafts { findings += gate.evaluate(draft).findings }
      let secrets = result.drafts.flatMap(\.secretRanges)
      for finding in findings { _ = Excerpt(of: finding.place, in: source, hiding: secrets) }
    }
    let source = SourceFile(name: "a.yaml", bytes: bytes)
    _ = try? Configuration(source)
    _ = try? CostProfile(source)
  }
}

/// A gate over the shipped catalog, whose folder the environment names.
private let gate: Gate = {
  guard let folder = ProcessInfo.processInfo.environment["TOLLGATE_CATALOG"],
    let day = CalendarDate("2026-11-20"),
    let gate = try? Gate(configuration: .standard, catalog: folder, asOf: day, loader: ReviewedCatalogs())
  else {
    print("TOLLGATE_CATALOG must name the folder of the catalog")
    exit(2)
  }
  return gate
}()
