package import Catalog
import Findings
public import Platform

/// Makes a catalog of files in the formats of AWS, of tables, and of an older catalog.
public struct CatalogImport: @unchecked Sendable {  // INVARIANT: one task at a time has it, with its context
  private let context: ImportContext
  /// What became of each file, in the order in which they were read.
  package private(set) var files: [ImportedFile] = []

  /// Begins an import.
  /// - Parameters:
  ///   - base: The catalog that the files add to; nil to begin with nothing.
  ///   - day: The day of what files say that carry none, such as answers of EC2.
  package init(base: CatalogContents?, day: CalendarDate) {
    let names = (base?.regions ?? [:]).values.map { (PlaceName.normal($0.description), $0.name) }
    context = ImportContext(day: day, regionNames: Dictionary(names) { min($0, $1) })
    if let base { context.draft.add(base) }
  }

  /// Begins an import with nothing.
  /// - Parameter day: The day of what files say that carry none.
  public init(day: CalendarDate) { self.init(base: nil, day: day) }

  /// The statements of one day that contradict one another, with the one that is kept; sorted.
  package var conflicts: [Conflict] {
    context.draft.conflicts.sorted { ($0.subject, $0.kept, $0.other) < ($1.subject, $1.kept, $1.other) }
  }

  /// The types that EC2 offers anywhere, by the files.
  package var offeredTypes: Set<String> {
    context.draft.offers.values.reduce(into: []) { types, days in
      for day in days.values { types.formUnion(day.keys) }
    }
  }

  /// The types with a specification.
  package var describedTypes: Set<String> { Set(context.draft.specifications.keys) }

  /// Reads a file. What it is, its content says.
  /// - Throws: `ImportError`, after which the import must be given up.
  public mutating func read(_ path: String) throws(ImportError) { try read(try InputBytes(path: path)) }

  /// Reads bytes as a file.
  /// - Throws: `ImportError`, after which the import must be given up.
  public mutating func read(_ bytes: [UInt8], named name: String) throws(ImportError) {
    try read(try InputBytes(bytes, named: name))
  }

  private mutating func read(_ input: InputBytes) throws(ImportError) {
    context.file = ImportedFile(path: input.path, kind: "")
    switch input.start.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }) {
    case nil: throw ImportError(file: input.path, "the file is empty")
    case UInt8(ascii: "<"): try readXML(input)
    case UInt8(ascii: "{"), UInt8(ascii: "["): try readJSON(input)
    default: try readCSV(input)
    }
    files.append(context.file)
  }

  private func readXML(_ input: InputBytes) throws(ImportError) {
    let root = XMLRoot.name(input.start)
    guard ReviewedFile.roots.contains(root) else {
      let answers = EC2Answers(context)
      try XMLRecords.read(input, EC2Answers.outline, answers)
      if !answers.nextToken.isEmpty { context.file.isPart = true }
      if context.file.kind.isEmpty { context.file.kind = "an answer of EC2 without content" }
      return
    }
    try ReviewedFile.read(input, root, context)
  }

  private func readJSON(_ input: InputBytes) throws(ImportError) {
    let documents = JSONDocuments(context)
    try JSONRecords.read(input, JSONDocuments.outline, documents)
    if documents.needsAnotherPass {
      // A term came before its product.
      try input.rewind()
      documents.beginAnotherPass()
      try JSONRecords.read(input, JSONDocuments.outline, documents)
    }
    do throws(ImportProblem) { try documents.end() } catch { throw ImportError(file: input.path, error.message) }
  }

  private func readCSV(_ input: InputBytes) throws(ImportError) {
    var rows = CSVRows(input)
    guard try rows.next() else { throw ImportError(file: input.path, "the file is empty") }
    if OfferCSV.isOne(rows) { try OfferCSV.read(&rows, context) } else { try Tables.read(&rows, context) }
  }

  /// The files of the catalog that follows, by their paths in its folder, with the manifest.
  /// - Parameter allowsLess: Whether a region may lose more than a tenth of its offers or prices.
  /// - Throws: `ImportError` if one does, and that is not allowed.
  public func reviewedFiles(allowingLess allowsLess: Bool = false) throws(ImportError) -> [String: String] {
    CatalogText(try contents(allowingLess: allowsLess)).files
  }

  /// The catalog that follows from all files.
  /// - Parameter allowsLess: Whether a region may lose more than a tenth of its offers or prices.
  /// - Throws: `ImportError` if one does, and that is not allowed.
  package func contents(allowingLess allowsLess: Bool) throws(ImportError) -> CatalogContents {
    do throws(CatalogResolution.Shrinkage) {
      return try CatalogResolution(context.draft, allowingLess: allowsLess).contents()
    } catch {
      throw ImportError(
        file: error.region,
        "it would have \(error.after) \(error.what), and has \(error.before); an answer that was cut off looks like "
          + "that, so nothing was changed: `--accept-smaller` takes it")
    }
  }
}

/// The name of an XML document's first element.
enum XMLRoot {
  /// The name as far as the first bytes show it; empty if they do not.
  static func name(_ start: UnsafeRawBufferPointer) -> String {
    var rest = Substring(String(decoding: start.prefix(4_096), as: UTF8.self))
    while let open = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: open)...]
      if let first = rest.first, first != "?", first != "!" {
        return String(rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" })
      }
    }
    return ""
  }
}

/// Reads a file of a catalog as one of an import.
enum ReviewedFile {
  static let roots: Set = ["manifest", "regions", "instance-types", "region", "quotas"]
  /// The largest file of a catalog, in bytes.
  private static let limit = 32 * 1_048_576

  static func read(_ input: InputBytes, _ root: String, _ context: ImportContext) throws(ImportError) {
    var bytes: [UInt8] = []
    while true {
      let piece = try input.next()
      if piece.isEmpty { break }
      bytes += piece
      guard bytes.count <= limit else {
        throw ImportError(file: input.path, "a file of a catalog has at most \(limit) bytes")
      }
    }
    do throws(CatalogError) { try read(XMLReader(file: input.path, bytes: bytes), root, context) } catch {
      throw ImportError(file: error.file, at: error.line.map { .line($0) }, error.message)
    }
  }

  private static func read(_ reader: XMLReader, _ root: String, _ context: ImportContext) throws(CatalogError) {
    switch root {
    case "regions":
      context.file.kind = "a catalog's regions"
      let (day, regions) = try RegionsFile.read(reader)
      context.draft.add(regions: regions, asOf: day)
      for region in regions.values { context.regionNames[PlaceName.normal(region.description)] = region.name }
      context.file.date = "\(day)"
    case "instance-types":
      context.file.kind = "a catalog's instance types"
      let (day, types) = try InstanceTypesFile.read(reader)
      context.draft.add(types: types, asOf: day)
      context.file.date = "\(day)"
    case "quotas":
      context.file.kind = "a catalog's quotas"
      let (day, quotas) = try QuotasFile.read(reader)
      context.draft.add(quotas: quotas, asOf: day)
      context.file.date = "\(day)"
    case "region":
      context.file.kind = "a catalog's region"
      var name = ""
      try reader.read { element throws(CatalogError) in
        if element.name == .region { name = try element.text(.name) }
      }
      guard RegionName.isOne(name) else {
        throw CatalogError(file: reader.file, message: "the element <region> has no name of a region")
      }
      let region = try RegionFile.read(reader, region: name)
      context.draft.add(region, of: name)
      context.file.date = "\(region.asOf)"
    default: context.file.kind = "a catalog's manifest, which says nothing about AWS"
    }
  }
}
