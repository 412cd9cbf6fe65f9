import CLibFuzzer
import Foundation
import Ingest
import Platform

/// Imports inputs of libFuzzer into a catalog.
public enum ImportFuzzing {
  /// The reader that takes an input.
  public enum Reader: Sendable {
    /// That of documents that begin with `<`.
    case xml
    /// That of documents that begin with `{` or `[`.
    case json
    /// That of all others.
    case csv

    init(_ first: UInt8?) {
      switch first {
      case UInt8(ascii: "<"): self = .xml
      case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
      default: self = .csv
      }
    }
  }

  nonisolated(unsafe) private static var reader = Reader.csv

  /// Runs libFuzzer.
  public static func main(_ reader: Reader) {
    self.reader = reader
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        guard Reader(bytes.first) == ImportFuzzing.reader else { return -1 }
        ImportFuzzing.run(bytes)
        return 0
      })
  }

  private static let day = CalendarDate("2026-11-20") ?? CalendarDate(daysSinceEpoch: 0)

  /// Imports the bytes, and what follows from them again, which must give the same.
  private static func run(_ bytes: [UInt8]) {
    guard let files = imported([bytes]) else { return }
    let again = imported(files.sorted { $0.key < $1.key }.map { Array($0.value.utf8) })
    // A catalog without regions or types has no files that could be read again.
    guard files["regions.xml"]?.contains("<region ") == true, files["instance-types.xml"]?.contains("<type ") == true
    else { return }
    precondition(again == files, "a catalog that is imported again is another")
  }

  private static func imported(_ files: [[UInt8]]) -> [String: String]? {
    var catalog = CatalogImport(day: day)
    do throws(ImportError) {
      for file in files { try catalog.read(file, named: "input") }
      return try catalog.reviewedFiles()
    } catch { return nil }
  }
}
