import CLibXML2
import Findings

/// Reads the records of an XML document through libxml2's SAX push parser: no network, no DOCTYPE, no entities except the
/// five that XML defines. libxml2 itself limits depth and the size of names, attributes and texts.
enum XMLRecords {
  /// The state that the parser's callbacks share.
  private struct State: ~Copyable {
    var walk: OutlineWalk
    var parser: xmlParserCtxtPtr?
    var depth = 0
    var message: String?
    /// The average length from which lines are too long to find a place by them, in bytes.
    private static let longestLine = 1_000
    /// Where reading stopped.
    var place: ImportError.Place?
    var hasRoot = false

    init(_ outline: Outline, _ consumer: any RecordConsumer) { walk = OutlineWalk(outline, consumer) }

    mutating func start(_ name: UnsafePointer<xmlChar>?) {
      depth += 1
      hasRoot = true
      guard let name else { return walk.enter(nil) }
      walk.enter(at: UnsafeRawPointer(name))
      if depth == 1, !walk.isRecognized {
        fail(
          "a document of <\(String(cString: name))> cannot be imported; answers of EC2 such as DescribeInstanceTypes and files "
            + "of a catalog can")
      }
    }

    mutating func end() {
      depth -= 1
      if !walk.leave(), let problem = walk.problem { fail(problem.message) }
    }

    mutating func text(_ start: UnsafePointer<xmlChar>?, _ count: CInt) {
      guard walk.isTextWanted else { return }
      walk.take(UnsafeRawBufferPointer(start: start, count: Int(count)))
      if walk.hasProblem, let problem = walk.problem { fail(problem.message) }
    }

    mutating func report(_ error: UnsafeMutablePointer<xmlError>?) {
      guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
      // libxml2's push parser reports a truncated file as one with extra content.
      let isTruncated = error.pointee.code == Int32(XML_ERR_DOCUMENT_END.rawValue) && (depth > 0 || !hasRoot)
      // libxml2 continues after it reports an error, and crashes if it is stopped there. `read` passes no further chunk.
      note(isTruncated ? "the document ends too early" : LibXML2.message(of: error.pointee))
    }

    /// Stops the parser with a message. Only callbacks for elements and text may call it.
    mutating func fail(_ reason: String) {
      guard message == nil else { return }
      note(reason)
      if let parser { xmlStopParser(parser) }
    }

    private mutating func note(_ reason: String) {
      guard message == nil else { return }
      message = reason
      guard let parser else { return }
      // A stopped parser no longer knows its place. In an encoding other than UTF-8, `xmlByteConsumed` may read memory that is
      // already freed.
      let line = Int(xmlSAX2GetLineNumber(parser))
      guard let input = parser.pointee.input, input.pointee.buf?.pointee.encoder == nil else {
        place = line > 0 ? .line(line) : nil
        return
      }
      let byte = max(0, xmlByteConsumed(parser))
      place = line > 1 && byte / line < Self.longestLine ? .line(line) : .byte(byte)
    }
  }

  /// Passes the records of a document to a consumer.
  /// - Throws: `ImportError` if the XML is malformed, has a DOCTYPE or is of an unknown kind, or the consumer refuses it.
  static func read(_ input: InputBytes, _ outline: Outline, _ consumer: any RecordConsumer) throws(ImportError) {
    LibXML2.prepare()
    let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(to: State(outline, consumer))
    defer {
      state.deinitialize(count: 1)
      state.deallocate()
    }
    var handler = handler
    guard let parser = xmlCreatePushParserCtxt(&handler, state, nil, 0, nil) else {
      throw ImportError(file: input.path, "there is no memory left to read XML")
    }
    defer { xmlFreeParserCtxt(parser) }
    xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
    state.pointee.parser = parser
    state.pointee.walk.intern { name in
      UnsafeRawPointer(xmlDictLookup(parser.pointee.dict, name.baseAddress, CInt(name.count)))
    }
    // A parser of this kind tells errors to its thread.
    xmlSetStructuredErrorFunc(state) { context, error in
      context?.assumingMemoryBound(to: State.self).pointee.report(error)
    }
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    while state.pointee.message == nil {
      let piece = try input.next()
      // libxml2 looks for markup from the start of what it holds, so that large pieces cost more.
      var place = 0
      while place < piece.count, state.pointee.message == nil {
        let size = min(65_536, piece.count - place)
        let start = piece.baseAddress.map { ($0 + place).assumingMemoryBound(to: CChar.self) }
        xmlParseChunk(parser, start, CInt(size), 0)
        place += size
      }
      if piece.isEmpty {
        xmlParseChunk(parser, nil, 0, 1)
        break
      }
    }
    if state.pointee.message == nil, state.pointee.depth != 0 || !state.pointee.hasRoot {
      state.pointee.fail("the document ends too early")
    }
    if let message = state.pointee.message {
      throw ImportError(file: input.path, at: state.pointee.place, message)
    }
  }

  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    // Elements are told without namespaces, which nothing here has and which take time.
    handler.initialized = 1
    handler.startElement = { context, name, _ in
      context?.assumingMemoryBound(to: State.self).pointee.start(name)
    }
    handler.endElement = { context, _ in context?.assumingMemoryBound(to: State.self).pointee.end() }
    handler.characters = { context, text, count in
      context?.assumingMemoryBound(to: State.self).pointee.text(text, count)
    }
    handler.cdataBlock = { context, text, count in
      context?.assumingMemoryBound(to: State.self).pointee.text(text, count)
    }
    handler.internalSubset = { context, _, _, _ in
      context?.assumingMemoryBound(to: State.self).pointee.fail("a DOCTYPE is not allowed")
    }
    return handler
  }
}
