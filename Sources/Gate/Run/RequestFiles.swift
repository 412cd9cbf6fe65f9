import Documents
import Requests

/// Finds and reads the files that hold requests.
public struct RequestFiles: Sendable {
  /// The files that were read, in order.
  public private(set) var sources: [SourceFile] = []
  /// The requests found, whole or not, in order.
  public private(set) var drafts: [RequestDraft] = []
  /// What is not YAML or JSON.
  public private(set) var syntaxErrors: [Finding] = []
  /// What could not be read at all.
  public private(set) var fileErrors: [FileError] = []
  /// Documents in folders that are about something else.
  public private(set) var skipped = 0

  /// Reads files, folders (all YAML and JSON in them and below, hidden ones left out) and, as `-`, standard input.
  public init(paths: [String]) {
    var seen: Set<String> = []
    for path in paths where seen.insert(path).inserted {
      if path == "-" {
        read(name: "<stdin>", skippingOthers: false) { () throws(FileError) in
          try FileReading.standardInput(limit: DocumentLimits.standard.bytes)
        }
        continue
      }
      do throws(FileError) {
        switch try FileReading.kind(of: path) {
        case .file, .stream: read(path, skippingOthers: false)
        case .directory: try readFolder(path)
        }
      } catch {
        fileErrors.append(error)
      }
    }
  }

  /// The requests of one source that is already in memory; `token` stands in them where the given external id belongs.
  public init(_ source: SourceFile, replacing token: String, with externalId: ExternalID) {
    read(name: source.name, skippingOthers: false) { () throws(FileError) in source.bytes }
    drafts = drafts.map { $0.replacingExternalId(token, with: externalId) }
  }

  private static let endings = [".yaml", ".yml", ".json", ".ndjson", ".jsonl"]

  /// Links to folders are not followed, so that none is read twice and a loop ends.
  private mutating func readFolder(_ path: String) throws(FileError) {
    for name in try FileReading.names(in: path) where !name.hasPrefix(".") {
      let child = path.hasSuffix("/") ? path + name : path + "/" + name
      guard let kind = try? FileReading.kind(of: child) else { continue }  // a dangling symbolic link
      switch kind {
      case .directory:
        guard !FileReading.isLink(child) else { continue }
        do throws(FileError) { try readFolder(child) } catch { fileErrors.append(error) }
      case .stream: continue  // one that nobody writes to would never end
      case .file:
        if Self.endings.contains(where: { name.lowercased().hasSuffix($0) }) { read(child, skippingOthers: true) }
      }
    }
  }

  private mutating func read(_ path: String, skippingOthers: Bool) {
    read(name: path, skippingOthers: skippingOthers) { () throws(FileError) in
      try FileReading.bytes(of: path, limit: DocumentLimits.standard.bytes)
    }
  }

  private mutating func read(name: String, skippingOthers: Bool, _ content: () throws(FileError) -> [UInt8]) {
    let source: SourceFile
    do throws(FileError) {
      source = SourceFile(name: name, bytes: try content())
    } catch {
      fileErrors.append(error)
      return
    }
    let file = DocumentReader.read(source)
    let result = RequestReader.read(file, skippingOthers: skippingOthers)
    skipped += result.skipped
    if !file.errors.isEmpty, skippingOthers, result.drafts.isEmpty, !RequestReader.mentionsRequest(source) {
      skipped += 1  // In a folder, a template of somebody else's is no error of ours.
      return
    }
    syntaxErrors += file.errors
    guard !result.drafts.isEmpty || !file.errors.isEmpty else { return }
    sources.append(source)
    drafts += result.drafts
  }
}
