import Documents
import Findings
import Platform
import Requests

/// The files that may hold requests: those that are named, and all YAML and JSON in folders and below, hidden ones left
/// out; `-` is standard input.
struct RequestPaths {
  private let paths: [String]
  /// Whether a file may be handed over in parts.
  private let isInParts: Bool

  init(_ paths: [String], inParts isInParts: Bool = false) {
    self.paths = paths
    self.isInParts = isInParts
  }

  /// What a path leads to.
  enum Item {
    /// A file's content, or a part of it. What is found in a folder may be about something else.
    case source(SourceFile, isFromFolder: Bool)
    case failure(FileError)
  }

  /// Reads the files one after another.
  func forEach(_ body: (Item) -> Void) {
    var seen: Set<String> = []
    for path in paths where seen.insert(path).inserted {
      do throws(FileError) {
        if path == "-" {
          let bytes = try FileReading.standardInput(limit: DocumentLimits.standard.bytes)
          body(.source(SourceFile(name: "<stdin>", bytes: bytes), isFromFolder: false))
          continue
        }
        switch try FileReading.kind(of: path) {
        case .file, .stream: try readFile(path, isFromFolder: false, body)
        case .directory: readFolder(path, body)
        }
      } catch {
        body(.failure(error))
      }
    }
  }

  private static let endings = [".yaml", ".yml", ".json", ".ndjson", ".jsonl"]

  private func readFolder(_ path: String, _ body: (Item) -> Void) {
    FolderWalk.forEach(in: path, where: { name in Self.endings.contains { name.hasSuffix($0) } }) { item in
      switch item {
      case .file(let path):
        do throws(FileError) { try readFile(path, isFromFolder: true, body) } catch {
          // The report of an earlier run is not an input; a request that would be lost is.
          if case .isOutput = error, !Self.holdsRequest(path) {
            ReportFiles.replace(path)
            break
          }
          body(.failure(error))
        }
      case .failure(let error): body(.failure(error))
      }
    }
  }

  private static func holdsRequest(_ path: String) -> Bool {
    guard let bytes = try? FileReading.bytes(of: path, limit: DocumentLimits.standard.bytes, allowingReport: true)
    else { return true }
    let source = SourceFile(name: path, bytes: bytes)
    let file = DocumentReader.read(source)
    return !RequestReader.read(file, skippingOthers: true).drafts.isEmpty
      || (!file.errors.isEmpty && RequestReader.mentionsRequest(source))
  }

  private func readFile(_ path: String, isFromFolder: Bool, _ body: (Item) -> Void) throws(FileError) {
    guard isInParts else { return body(.source(try SourceFile(reading: path), isFromFolder: isFromFolder)) }
    try SourceParts.forEach(of: path) { body(.source($0, isFromFolder: isFromFolder)) }
  }
}
