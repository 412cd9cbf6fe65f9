import Documents

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
        case .directory: try readFolder(path, body)
        }
      } catch {
        body(.failure(error))
      }
    }
  }

  private static let endings = [".yaml", ".yml", ".json", ".ndjson", ".jsonl"]

  /// Links to folders are not followed, so that none is read twice and a loop ends.
  private func readFolder(_ path: String, _ body: (Item) -> Void) throws(FileError) {
    for name in try FileReading.names(in: path) where !name.hasPrefix(".") {
      let child = path.hasSuffix("/") ? path + name : path + "/" + name
      guard let kind = try? FileReading.kind(of: child) else { continue }  // a dangling symbolic link
      do throws(FileError) {
        switch kind {
        case .directory: if !FileReading.isLink(child) { try readFolder(child, body) }
        case .stream: continue  // one that nobody writes to would never end
        case .file:
          if Self.endings.contains(where: { name.lowercased().hasSuffix($0) }) {
            try readFile(child, isFromFolder: true, body)
          }
        }
      } catch {
        body(.failure(error))
      }
    }
  }

  private func readFile(_ path: String, isFromFolder: Bool, _ body: (Item) -> Void) throws(FileError) {
    guard isInParts else { return body(.source(try SourceFile(reading: path), isFromFolder: isFromFolder)) }
    try SourceParts.forEach(of: path) { body(.source($0, isFromFolder: isFromFolder)) }
  }
}
