import Documents
import Findings
import Platform
import Requests

/// Reads the files that may hold requests: those that are named, and all YAML and JSON in folders and below, hidden files
/// left out; `-` is standard input.
struct RequestScan {
  private let paths: [String]
  /// The names of sources that somebody named.
  private let names: Set<String>
  private let options: Options
  private let take: (Item) -> Void
  /// Whether nothing more is wanted.
  private let isOver: () -> Bool
  /// The file of which the rest is not read, since too much is wrong with it.
  private var abandoned: String?

  /// How files are read.
  struct Options {
    /// Whether large files are handed over in parts, so that memory use does not grow with them.
    var isInParts = false
    /// Whether named files are read as those in folders are: documents that are not requests are skipped.
    var skipsOthers = false
    /// Where inputs that can be read once only are kept for another scan; nil if there is none.
    var kept: KeptInputs?
    /// The files that are read; nil for all.
    var isWanted: ((String) -> Bool)?
  }

  /// What a scan comes upon, in order.
  enum Item {
    /// A document to be read as a request.
    case document(Document, SourceFile)
    /// A document in a folder that is about something else, or a file of such documents that cannot be parsed.
    case other
    /// A file, or a part of one, that is not YAML or JSON.
    case syntaxErrors([Finding], SourceFile)
    /// A file that cannot be read.
    case failure(FileError)
    /// The next part of the file begins here.
    case nextPart
  }

  /// Passes what the paths hold to `take` until `isOver`; named files may hold other documents if the options
  /// say so.
  static func forEach(
    in paths: [String], _ options: Options = Options(),
    until isOver: () -> Bool = { false }, _ take: (Item) -> Void
  ) {
    withoutActuallyEscaping(take) { take in
      withoutActuallyEscaping(isOver) { isOver in
        var scan = RequestScan(paths: paths, options: options, take: take, isOver: isOver)
        scan.run()
      }
    }
  }

  /// Passes what a source in memory holds to `take`.
  static func forEach(in source: SourceFile, skippingOthers: Bool = false, _ take: (Item) -> Void) {
    withoutActuallyEscaping(take) { take in
      var scan = RequestScan(paths: [], options: Options(), take: take, isOver: { false })
      scan.read(source, isFromFolder: skippingOthers)
    }
  }

  private init(
    paths: [String], options: Options, take: @escaping (Item) -> Void, isOver: @escaping () -> Bool
  ) {
    self.paths = paths
    names = Set(paths).union(["<stdin>"])
    self.options = options
    self.take = take
    self.isOver = isOver
  }

  private mutating func run() {
    var seen: Set<String> = []
    for path in paths where seen.insert(path).inserted {
      guard !isOver() else { return }
      do throws(FileError) {
        if path == "-" {
          let bytes = try standardInput()
          read(SourceFile(name: "<stdin>", bytes: bytes), isFromFolder: options.skipsOthers)
          continue
        }
        switch try FileReading.kind(of: path) {
        case .file: try readFile(path, isFromFolder: options.skipsOthers)
        case .stream: try readFile(path, isFromFolder: options.skipsOthers, keeping: options.kept?[path])
        case .directory: readFolder(path)
        }
      } catch {
        take(.failure(error))
      }
    }
  }

  private mutating func readFolder(_ path: String) {
    for item in FolderWalk.items(in: path, where: Self.mayHoldRequests) {
      guard !isOver() else { return }
      switch item {
      case .file(let path):
        do throws(FileError) { try readFile(path, isFromFolder: true) } catch {
          // The report of an earlier run is not an input; a request that would be lost is.
          if error.isOfReport, !Self.holdsRequest(path) {
            ReportFiles.replace(path)
            continue
          }
          take(.failure(error))
        }
      case .failure(let error): take(.failure(error))
      }
    }
  }

  /// Whether a file in a folder is read, by its name.
  static func mayHoldRequests(_ name: String) -> Bool { DocumentFormat(fileName: name) != nil }

  private static func holdsRequest(_ path: String) -> Bool {
    guard let bytes = try? FileReading.bytes(of: path, limit: DocumentLimits.standard.bytes, allowingReport: true)
    else { return true }
    var holds = false
    var scan = RequestScan(
      paths: [], options: Options(),
      take: { item in
        switch item {
        case .document, .syntaxErrors: holds = true
        case .other, .failure, .nextPart: break
        }
      }, isOver: { false })
    scan.read(SourceFile(name: path, bytes: bytes), isFromFolder: true)
    return holds
  }

  private func standardInput() throws(FileError) -> [UInt8] {
    let limit = DocumentLimits.standard.bytes
    guard let kept = options.kept?["-"] else { return try FileReading.standardInput(limit: limit) }
    return try kept.bytes { () throws(FileError) in try FileReading.standardInput(limit: limit) }
  }

  private mutating func readFile(
    _ path: String, isFromFolder: Bool, keeping kept: KeptInput? = nil
  ) throws(FileError) {
    if let isWanted = options.isWanted, !isWanted(path) { return }
    guard options.isInParts else { return read(try SourceFile(reading: path), isFromFolder: isFromFolder) }
    try SourceParts.forEach(of: path, keeping: kept) { read($0, isFromFolder: isFromFolder) }
  }

  /// Reads the documents of a file or of a part of it. In a folder, those about something else are skipped.
  private mutating func read(_ source: SourceFile, isFromFolder: Bool) {
    guard !isOver(), source.firstLine == 1 || source.name != abandoned else { return }
    if source.firstLine > 1 { take(.nextPart) }
    var found = 0
    let errors = DocumentReader.read(source) { document in
      switch RequestReader.role(of: document, skippingOthers: isFromFolder) {
      case .request:
        found += 1
        take(.document(document, source))
      case .other: take(.other)
      case .nothing: break
      }
    }
    guard !errors.isEmpty else { return }
    if errors.contains(where: { $0.code == .limit }) { abandoned = source.name }
    // Files in a folder that cannot be parsed and do not mention requests belong to somebody else. Named ones never do.
    let isForeign = isFromFolder && !names.contains(source.name) && found == 0
    take(isForeign && !RequestReader.mentionsRequest(source) ? .other : .syntaxErrors(errors, source))
  }
}
