package import Catalog
import Findings
public import Platform

/// Makes a catalog of files in the formats of AWS, of tables, and of an older catalog.
public struct CatalogImport: ~Copyable {
  private let context: ImportContext
  /// What became of each file, in the order in which they were read.
  package private(set) var files: [ImportedFile] = []

  /// Begins an import.
  /// - Parameters:
  ///   - base: The catalog that the files add to; nil to begin with nothing.
  ///   - day: The day of what files say that carry none, such as answers of EC2.
  ///   - keepsReserved: Whether reserved prices of price lists are kept.
  package init(base: CatalogContents?, day: CalendarDate, keepsReserved: Bool = false) {
    context = ImportContext(day: day, keepsReserved: keepsReserved)
    if let base { context.draft.add(base) }
  }

  /// Begins an import with nothing.
  /// - Parameter day: The day of what files say that carry none.
  public init(day: CalendarDate, keepsReserved: Bool = false) {
    self.init(base: nil, day: day, keepsReserved: keepsReserved)
  }

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

  /// The regions of which EC2 says what is offered, by the name of the region.
  package var offeredRegions: Set<String> { Set(context.draft.offers.keys) }

  /// The types with a specification.
  package var describedTypes: Set<String> { Set(context.draft.specifications.keys) }

  /// The locations in price lists that do not match a known region. Their prices are not kept.
  package var unknownPlaces: [String] { context.draft.unknownPlaces }

  /// Reads a file. What it is, its content says.
  /// - Throws: `ImportError`, after which the import must be given up.
  public mutating func read(_ path: String) throws(ImportError) { try read(path, as: path) }

  /// Reads a file that is shown by another name.
  /// - Throws: `ImportError`.
  package mutating func read(_ path: String, as name: String) throws(ImportError) {
    try read(try InputBytes(path: path), as: name)
  }

  /// Reads bytes as a file.
  /// - Throws: `ImportError`, after which the import must be given up.
  public mutating func read(_ bytes: [UInt8], named name: String) throws(ImportError) {
    try read(try InputBytes(bytes, named: name), as: name)
  }

  private mutating func read(_ input: InputBytes, as name: String) throws(ImportError) {
    context.file = ImportedFile(path: name, kind: "")
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
      do throws(ImportProblem) { try answers.end() } catch { throw ImportError(file: input.path, error.message) }
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
    context.settleSpotPrices()
    do throws(CatalogResolution.Refusal) {
      return try CatalogResolution(context.draft, allowingLess: allowsLess).contents()
    } catch {
      switch error {
      case .smaller(let region, let what, let before, let after):
        throw ImportError(
          file: region,
          "it would have \(after) \(what), and has \(before); an answer that was cut off looks like that, so nothing was "
            + "changed: `--accept-smaller` takes it")
      case .unknownRegion(let region):
        throw ImportError(
          file: region, "a table names this region, and no file of AWS does; correct it, or import endpoints.json too")
      case .unknownZone(let zone):
        throw ImportError(
          file: zone, "the region of this zone is not known; import the answer of DescribeAvailabilityZones too")
      }
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
      if rest.hasPrefix("!--") {
        var comment = rest
        while !comment.isEmpty, !comment.hasPrefix("-->") { comment = comment.dropFirst() }
        rest = comment
        continue
      }
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
