import CLibXML2
import Documents

/// The names of elements and attributes that the catalog's files may hold.
enum XMLName: String, CaseIterable {
  case manifest, file, path, sha256
  case regions, region, name, partition, description
  case optIn = "opt-in"
  case asOf = "as-of"
  case instanceTypes = "instance-types"
  case type, vcpus, architectures, burstable, network
  case memoryMiB = "memory-mib"
  case currentGeneration = "current-generation"
  case bareMetal = "bare-metal"
  case usageClasses = "usage-classes"
  case accelerator, kind, model, count, offered
  case currency, offers, offer, zones
  case onDemand = "on-demand"
  case price, usd, status, source
  case services, service, usage, unit
}

/// Streams the elements of one XML file through libxml2's SAX interface: no network, no DOCTYPE, no entities but the
/// five that XML defines, a limit on bytes.
struct XMLReader {
  let file: String
  let bytes: [UInt8]

  /// The number of bytes given to libxml2 at a time.
  private static let chunk = 65_536

  /// Calls `onStart` for every element in document order.
  /// - Throws: `CatalogError` with the line for what is not well-formed, for a DOCTYPE, and for whatever `onStart` throws.
  func read(onStart: @escaping (borrowing XMLElement) throws(CatalogError) -> Void) throws(CatalogError) {
    LibXML2.prepare()
    let state = State(file: file, onStart: onStart)
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, _, _, _, attributeCount, _, attributes in
      State.from(context)?.start(name, attributeCount: Int(attributeCount), attributes)
    }
    handler.internalSubset = { context, _, _, _ in State.from(context)?.refuseDoctype() }
    handler.serror = { context, error in State.from(context)?.report(error) }
    let pointer = Unmanaged.passRetained(state)
    defer { pointer.release() }
    guard let parser = xmlCreatePushParserCtxt(&handler, pointer.toOpaque(), nil, 0, nil) else {
      throw CatalogError(file: file, message: "there is no memory left to read XML")
    }
    defer { xmlFreeParserCtxt(parser) }
    xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
    state.begin(parser)
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count, state.error == nil {
        let size = min(Self.chunk, buffer.count - offset)
        let start = buffer.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) }
        xmlParseChunk(parser, start, Int32(size), 0)
        offset += size
      }
      if state.error == nil { xmlParseChunk(parser, nil, 0, 1) }
    }
    if let error = state.error { throw error }
  }

  /// What the callbacks share. Lives as long as one call of `read`.
  private final class State {
    let file: String
    let onStart: (borrowing XMLElement) throws(CatalogError) -> Void
    var error: CatalogError?
    private var parser: xmlParserCtxtPtr?
    /// Interned by the parser's dictionary, so that names are compared as pointers.
    private var names: [(pointer: UnsafePointer<xmlChar>, name: XMLName)] = []

    init(file: String, onStart: @escaping (borrowing XMLElement) throws(CatalogError) -> Void) {
      self.file = file
      self.onStart = onStart
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> State? {
      context.map { Unmanaged<State>.fromOpaque($0).takeUnretainedValue() }
    }

    func begin(_ parser: xmlParserCtxtPtr) {
      self.parser = parser
      names = XMLName.allCases.compactMap { name in
        xmlDictLookup(parser.pointee.dict, name.rawValue, -1).map { ($0, name) }
      }
    }

    func name(_ pointer: UnsafePointer<xmlChar>) -> XMLName? {
      names.first { $0.pointer == pointer }?.name
    }

    func start(
      _ pointer: UnsafePointer<xmlChar>?, attributeCount: Int,
      _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
      guard error == nil, let pointer, let parser else { return }
      let line = Int(xmlSAX2GetLineNumber(parser))
      guard let name = name(pointer) else {
        fail("the element <\(printable(String(cString: pointer), limit: 80))> is not known here", line: line)
        return
      }
      var values: [(XMLName, UnsafeBufferPointer<UInt8>)] = []
      values.reserveCapacity(attributeCount)
      for index in 0..<attributeCount {
        // Five pointers an attribute: local name, prefix, namespace, beginning and end of the value.
        guard let attributes, let key = attributes[5 * index], let start = attributes[5 * index + 3],
          let end = attributes[5 * index + 4]
        else { continue }
        guard let name = self.name(key) else {
          fail("the attribute `\(printable(String(cString: key), limit: 80))` is not known here", line: line)
          return
        }
        values.append((name, UnsafeBufferPointer(start: start, count: end - start)))
      }
      do {
        try onStart(XMLElement(name: name, file: file, line: line, values: values))
      } catch {
        self.error = error
        xmlStopParser(parser)
      }
    }

    func refuseDoctype() {
      fail("a DOCTYPE is not allowed in a catalog file", line: parser.map { Int(xmlSAX2GetLineNumber($0)) } ?? 1)
    }

    func report(_ pointer: UnsafeMutablePointer<xmlError>?) {
      guard error == nil, let pointer, pointer.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
      error = CatalogError(file: file, line: Int(pointer.pointee.line), message: LibXML2.message(of: pointer.pointee))
    }

    private func fail(_ message: String, line: Int) {
      if error == nil { error = CatalogError(file: file, line: line, message: message) }
      if let parser { xmlStopParser(parser) }
    }
  }
}

/// One element's beginning. It cannot be copied, and so cannot outlive the callback that gets it: the values point into
/// the parser's memory.
struct XMLElement: ~Copyable {
  let name: XMLName
  let file: String
  let line: Int
  fileprivate let values: [(XMLName, UnsafeBufferPointer<UInt8>)]

  func optionalText(_ attribute: XMLName) -> String? {
    value(attribute).map { String(decoding: $0, as: UTF8.self) }
  }

  func text(_ attribute: XMLName) throws(CatalogError) -> String {
    guard let text = optionalText(attribute), !text.isEmpty else {
      throw error("the attribute `\(attribute.rawValue)` of <\(name.rawValue)> is missing")
    }
    return text
  }

  func number(_ attribute: XMLName) throws(CatalogError) -> Int {
    try convert(attribute, to: "a whole number") { Int($0) }
  }

  func boolean(_ attribute: XMLName) throws(CatalogError) -> Bool {
    try convert(attribute, to: "`true` or `false`") { $0 == "true" ? true : $0 == "false" ? false : nil }
  }

  /// A mandatory attribute as a value of another type; `expected` says in words what it should be.
  func convert<Value>(
    _ attribute: XMLName, to expected: String, _ conversion: (String) -> Value?
  ) throws(CatalogError) -> Value {
    let text = try text(attribute)
    guard let value = conversion(text) else {
      throw error(
        "the attribute `\(attribute.rawValue)` of <\(name.rawValue)> is `\(printable(text, limit: 80))`, not \(expected)")
    }
    return value
  }

  func has(_ attribute: XMLName) -> Bool { value(attribute) != nil }

  func error(_ message: String) -> CatalogError { CatalogError(file: file, line: line, message: message) }

  private func value(_ attribute: XMLName) -> UnsafeBufferPointer<UInt8>? {
    for (name, value) in values where name == attribute { return value }
    return nil
  }
}
