import CLibXML2
package import Catalog

/// Verifies a catalog's folder as its maintainers do before publishing: every file against the schema and the manifest,
/// and the files against each other.
package enum CatalogVerification {
  /// All problems in the order of the files; empty for a valid catalog.
  package static func problems(in directory: String) -> [CatalogError] {
    do throws(CatalogError) { return problems(in: try CatalogFolder(directory: directory)) } catch { return [error] }
  }

  /// The same for a folder whose manifest may not be written yet.
  package static func problems(in folder: CatalogFolder) -> [CatalogError] {
    do throws(CatalogProblems) { _ = try contents(of: folder) } catch { return error.list }
    return []
  }

  /// What a folder says, if there is nothing wrong with it.
  static func contents(of folder: CatalogFolder) throws(CatalogProblems) -> CatalogContents {
    let directory = folder.directory
    var problems: [CatalogError] = []
    func attempt<Value>(_ body: () throws(CatalogError) -> Value) -> Value? {
      do { return try body() } catch {
        problems.append(error)
        return nil
      }
    }
    guard let schema = attempt({ () throws(CatalogError) in try RelaxNGSchema(directory: directory) })
    else { throw CatalogProblems(list: problems) }
    let paths = [CatalogFile.manifest] + folder.manifest.files.keys.sorted()
    for path in paths {
      // The manifest may not be written yet.
      let reader =
        path == CatalogFile.manifest
        ? folder.manifest.reader : attempt({ () throws(CatalogError) in try CatalogFolder.read(path, in: directory) })
      guard let reader else {
        continue
      }
      // The first reader rejects DOCTYPE and entities; only after that may libxml2 validate the file.
      let isReadable: Void? = attempt { () throws(CatalogError) in
        if path == CatalogFile.manifest {
          _ = try Manifest.read(reader)
        } else {
          try CatalogFolder.check(reader, path: path)
        }
      }
      guard isReadable != nil else { continue }
      problems += schema.problems(in: reader)
      if path != CatalogFile.manifest {
        _ = attempt { () throws(CatalogError) in try folder.verifiedBytes(of: path) }
      }
    }
    guard problems.isEmpty, let catalog = attempt({ () throws(CatalogError) in try folder.contents() }) else {
      throw CatalogProblems(list: problems)
    }
    problems += contradictions(in: catalog, directory: directory)
    guard problems.isEmpty else { throw CatalogProblems(list: problems) }
    return catalog
  }

  /// Contradictions between two files.
  private static func contradictions(in catalog: CatalogContents, directory: String) -> [CatalogError] {
    var problems: [CatalogError] = []
    for name in catalog.regions.keys.sorted() {
      guard let data = catalog.regionalData[name] else { continue }
      let file = CatalogFile.path(CatalogFolder.path(ofRegion: name), in: directory)
      let types = Set(data.onDemand.keys).union((data.zoneLists ?? [:]).keys).union(data.listed.keys)
        .union(data.withdrawnOffers.keys)
      for type in types.sorted() where catalog.instanceTypes[type] == nil {
        problems.append(CatalogError(file: file, message: "the type `\(type)` is not in \(CatalogFolder.typesPath)"))
      }
      for (type, entry) in catalog.instanceTypes.sorted(by: { $0.key < $1.key }) {
        let isListed = entry.offeredRegions.contains(name)
        guard isListed != (data.zoneLists?[type] != nil) else { continue }
        let said =
          isListed ? "offered here by \(CatalogFolder.typesPath)" : "not offered here by \(CatalogFolder.typesPath)"
        problems.append(CatalogError(file: file, message: "the type `\(type)` is \(said), against this file"))
      }
    }
    for type in catalog.instanceTypes.values.sorted(by: { $0.name < $1.name }) {
      for region in type.offeredRegions where catalog.regions[region] == nil {
        let file = CatalogFile.path(CatalogFolder.typesPath, in: directory)
        problems.append(
          CatalogError(file: file, message: "`\(type.name)` is offered in `\(region)`, an unknown region"))
      }
    }
    return problems
  }
}

/// What is wrong with a catalog's folder; at least one problem.
struct CatalogProblems: Error {
  let list: [CatalogError]
}

/// The catalog's RELAX NG schema (ISO/IEC 19757-2), compiled by libxml2.
private final class RelaxNGSchema {
  private let schema: xmlRelaxNGPtr

  init(directory: String) throws(CatalogError) {
    LibXML2.prepare()
    let source = try CatalogFolder.read("catalog.rng", in: directory)
    let compiled = source.bytes.withUnsafeBytes { buffer -> xmlRelaxNGPtr? in
      let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let context = xmlRelaxNGNewMemParserCtxt(start, Int32(buffer.count)) else { return nil }
      defer { xmlRelaxNGFreeParserCtxt(context) }
      xmlRelaxNGSetParserStructuredErrors(context, { _, _ in }, nil)
      return xmlRelaxNGParse(context)
    }
    guard let compiled else { throw CatalogError(file: source.file, message: "the file is not a RELAX NG schema") }
    schema = compiled
  }

  deinit { xmlRelaxNGFree(schema) }

  /// The places where a file violates the schema.
  func problems(in reader: XMLReader) -> [CatalogError] {
    let found = Problems(file: reader.file)
    let pointer = Unmanaged.passRetained(found)
    defer { pointer.release() }
    // Element by element: a tree of a region's file takes twenty times its size.
    let isValid = reader.bytes.withUnsafeBytes { (buffer: UnsafeRawBufferPointer) -> Bool in
      let document = xmlReaderForMemory(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil,
        Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue))
      guard let document else { return false }
      defer { xmlFreeTextReader(document) }
      xmlTextReaderSetStructuredErrorHandler(
        document,
        { box, error in
          guard let box, let error else { return }
          Unmanaged<Problems>.fromOpaque(box).takeUnretainedValue().add(error.pointee)
        }, pointer.toOpaque())
      guard xmlTextReaderRelaxNGSetSchema(document, schema) == 0 else { return false }
      var state: CInt
      repeat { state = xmlTextReaderRead(document) } while state == 1
      return state == 0 && xmlTextReaderIsValid(document) == 1
    }
    if !isValid, found.list.isEmpty {
      found.list.append(CatalogError(file: reader.file, message: "the file does not match catalog.rng"))
    }
    return found.list
  }

  private final class Problems {
    let file: String
    var list: [CatalogError] = []

    init(file: String) { self.file = file }

    func add(_ error: xmlError) {
      guard list.count < 20 else { return }
      list.append(CatalogError(file: file, line: Int(error.line), message: LibXML2.message(of: error)))
    }
  }
}
