import CLibXML2
import Catalog
import Findings
import Glibc

/// The names of elements and attributes in the catalog's files.
enum XMLName: Int, CaseIterable {
  case manifest, file, path, sha256
  case regions, region, name, partition, description, optIn, asOf
  case instanceTypes, type, vcpus, memoryMiB, architectures, currentGeneration, bareMetal, burstable, network
  case usageClasses, accelerator, kind, model, count, offered
  case currency, offers, offer, zones, onDemand, price, usd, status, source
  case services, service, usage, unit, from, to
  case withdrawn, listed, types, generationAsOf, quotas, quota, code, purchase, defaultVCPUs, series
  case spot, market, leastPercent, greatestPercent, savingsPercent, zone, median, least, greatest, samples, newest
  case commitments, commitment, plan, years, payment, upfrontUSD

  /// The name as written in the file.
  var text: String {
    switch self {
    case .optIn: "opt-in"
    case .asOf: "as-of"
    case .instanceTypes: "instance-types"
    case .memoryMiB: "memory-mib"
    case .currentGeneration: "current-generation"
    case .bareMetal: "bare-metal"
    case .usageClasses: "usage-classes"
    case .onDemand: "on-demand"
    case .generationAsOf: "generation-as-of"
    case .defaultVCPUs: "default-vcpus"
    case .leastPercent: "least-percent"
    case .greatestPercent: "greatest-percent"
    case .savingsPercent: "savings-percent"
    case .upfrontUSD: "upfront-usd"
    default: "\(self)"
    }
  }

  /// All names in order, because computing the name of a case is slow.
  static let texts = allCases.map(\.text)
}

/// Streams the elements of an XML file through libxml2's SAX interface: no network, no DOCTYPE, no entities except the
/// five that XML defines, and a limit on bytes.
struct XMLReader {
  let file: String
  let bytes: [UInt8]

  /// The number of bytes passed to libxml2 at a time.
  private static let chunk = 65_536

  /// Calls `onStart` for every element in document order.
  /// - Throws: `CatalogError` with the line if the XML is malformed or has a DOCTYPE, and whatever `onStart` throws.
  func read(onStart: @escaping (borrowing XMLElement) throws(CatalogError) -> Void) throws(CatalogError) {
    LibXML2.prepare()
    let state = State(file: file, onStart: onStart)
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { context, name, _, _, _, _, attributeCount, _, attributes in
      State.from(context)?.start(name, attributeCount: Int(attributeCount), attributes)
    }
    handler.endElementNs = { context, _, _, _ in State.from(context)?.end() }
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
    // By default, errors of encoders go to standard error; the parser reports them as well.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    defer { xmlSetStructuredErrorFunc(nil, nil) }
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

  /// The state that the callbacks share. It lives as long as one call of `read`.
  fileprivate final class State {
    let file: String
    let onStart: (borrowing XMLElement) throws(CatalogError) -> Void
    var error: CatalogError?
    private var parser: xmlParserCtxtPtr?
    private var hasRoot = false
    private var depth = 0
    /// Names interned by the parser's dictionary, in the order of `XMLName`, so that names are compared as pointers.
    private var names: [UnsafePointer<xmlChar>] = []
    /// The attributes of the current element, in the order of `XMLName`.
    private var values = [UnsafeBufferPointer<UInt8>?](repeating: nil, count: XMLName.allCases.count)
    /// The last text of each attribute. Neighboring elements often have the same text, which is then created once.
    private var texts = [String](repeating: "", count: XMLName.allCases.count)

    init(file: String, onStart: @escaping (borrowing XMLElement) throws(CatalogError) -> Void) {
      self.file = file
      self.onStart = onStart
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> State? {
      context.map { Unmanaged<State>.fromOpaque($0).takeUnretainedValue() }
    }

    func begin(_ parser: xmlParserCtxtPtr) {
      self.parser = parser
      names = XMLName.texts.compactMap { xmlDictLookup(parser.pointee.dict, $0, -1) }
    }

    private func name(_ pointer: UnsafePointer<xmlChar>) -> XMLName? {
      names.firstIndex(of: pointer).flatMap { XMLName(rawValue: $0) }
    }

    func value(_ attribute: XMLName) -> UnsafeBufferPointer<UInt8>? { values[attribute.rawValue] }

    func text(_ attribute: XMLName) -> String? {
      guard let value = values[attribute.rawValue] else { return nil }
      // Short texts fit in a `String` without an allocation; comparing would cost as much as creating one.
      guard value.count > 15 else { return String(decoding: value, as: UTF8.self) }
      let isSame = texts[attribute.rawValue].utf8.withContiguousStorageIfAvailable { last in
        guard last.count == value.count, let one = last.baseAddress, let other = value.baseAddress else { return false }
        return memcmp(one, other, value.count) == 0
      }
      if isSame != true { texts[attribute.rawValue] = String(decoding: value, as: UTF8.self) }
      return texts[attribute.rawValue]
    }

    func start(
      _ pointer: UnsafePointer<xmlChar>?, attributeCount: Int,
      _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
      guard error == nil, let pointer, let parser else { return }
      let line = Int(xmlSAX2GetLineNumber(parser))
      hasRoot = true
      depth += 1
      guard let name = name(pointer) else {
        fail("the element <\(printable(String(cString: pointer), limit: 80))> is not known here", line: line)
        return
      }
      for index in values.indices { values[index] = nil }
      for index in 0..<attributeCount {
        // Five pointers per attribute: local name, prefix, namespace, start and end of the value.
        guard let attributes, let key = attributes[5 * index], let start = attributes[5 * index + 3],
          let end = attributes[5 * index + 4]
        else { continue }
        guard let name = self.name(key) else {
          fail("the attribute `\(printable(String(cString: key), limit: 80))` is not known here", line: line)
          return
        }
        values[name.rawValue] = UnsafeBufferPointer(start: start, count: end - start)
      }
      do {
        try onStart(XMLElement(name: name, file: file, line: line, state: self))
      } catch {
        self.error = error
        xmlStopParser(parser)
      }
    }

    func end() { depth -= 1 }

    func refuseDoctype() {
      fail("a DOCTYPE is not allowed in a catalog file", line: parser.map { Int(xmlSAX2GetLineNumber($0)) } ?? 1)
    }

    func report(_ pointer: UnsafeMutablePointer<xmlError>?) {
      guard error == nil, let pointer, pointer.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
      // libxml2's push parser reports a truncated file as one with extra content.
      let isTruncated = pointer.pointee.code == Int32(XML_ERR_DOCUMENT_END.rawValue) && (depth > 0 || !hasRoot)
      let message = isTruncated ? "the file is empty or ends too early" : LibXML2.message(of: pointer.pointee)
      error = CatalogError(file: file, line: Int(pointer.pointee.line), message: message)
    }

    private func fail(_ message: String, line: Int) {
      if error == nil { error = CatalogError(file: file, line: line, message: message) }
      if let parser { xmlStopParser(parser) }
    }
  }
}

/// The start of an element. It cannot be copied, so it cannot outlive its callback: the values point into the parser's
/// memory.
struct XMLElement: ~Copyable {
  let name: XMLName
  let file: String
  let line: Int
  fileprivate let state: XMLReader.State

  func optionalText(_ attribute: XMLName) -> String? { state.text(attribute) }

  func text(_ attribute: XMLName) throws(CatalogError) -> String {
    guard let text = optionalText(attribute), !text.isEmpty else {
      throw error("the attribute `\(attribute.text)` of <\(name.text)> is missing")
    }
    return text
  }

  func number(_ attribute: XMLName) throws(CatalogError) -> Int {
    if let digits = state.value(attribute), (1...9).contains(digits.count), digits.allSatisfy({ 48...57 ~= $0 }) {
      return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
    return try convert(attribute, to: "a whole number") { Int($0) }
  }

  func boolean(_ attribute: XMLName) throws(CatalogError) -> Bool {
    try convert(attribute, to: "`true` or `false`") { $0 == "true" ? true : $0 == "false" ? false : nil }
  }

  /// A mandatory attribute converted to another type; `expected` describes the type in words.
  func convert<Value>(
    _ attribute: XMLName, to expected: String, _ conversion: (String) -> Value?
  ) throws(CatalogError) -> Value {
    let text = try text(attribute)
    guard let value = conversion(text) else {
      throw error(
        "the attribute `\(attribute.text)` of <\(name.text)> is `\(printable(text, limit: 80))`, not \(expected)")
    }
    return value
  }

  func has(_ attribute: XMLName) -> Bool { state.value(attribute) != nil }

  func error(_ message: String) -> CatalogError { CatalogError(file: file, line: line, message: message) }
}
