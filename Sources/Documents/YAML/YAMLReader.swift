import CLibYAML

/// Builds node trees from libyaml's events. After a syntax error it goes on at the next line that begins with `---`,
/// so that one broken document does not hide the errors of the others.
struct YAMLReader {
  private let source: SourceFile
  private var tree: TreeBuilder
  private var cursor: PositionCursor

  init(_ source: SourceFile, limits: DocumentLimits, take: @escaping (Document) -> Void) {
    self.source = source
    self.tree = TreeBuilder(source: source, limits: limits, take: take)
    self.cursor = PositionCursor(source)
  }

  /// Hands over the documents, and returns what is wrong with the others.
  mutating func read() -> [Finding] {
    var offset = 0
    var scalar = 0
    do throws(LimitReached) {
      while let failure = try readStream(fromOffset: offset, scalar: scalar) {
        guard let next = nextDocument(atOrAfter: failure, after: offset) else { break }
        offset = next
        scalar = source.bytes[..<next].count { $0 & 0xC0 != 0x80 }
      }
    } catch {}  // INVARIANT: what stopped the reading has been recorded by the builder.
    return tree.errors
  }

  /// Reads documents up to the end or to a syntax error, whose offset is returned.
  private mutating func readStream(fromOffset offset: Int, scalar: Int) throws(LimitReached) -> Int? {
    let events = YAMLEvents(bytes: offset == 0 ? source.bytes : Array(source.bytes[offset...]))
    do throws(Interruption) {
      while let start = try next(events, base: scalar) {
        guard case .documentStart = start.kind else { continue }
        var anchors: [String: Node] = [:]
        let first = try required(events, base: scalar)
        let root = try node(first, events, base: scalar, pointer: .root, depth: 0, anchors: &anchors)
        // Comments alone are no document: libyaml gives an empty scalar for them only after an explicit `---`.
        tree.finishDocument(root)
      }
      return nil
    } catch {
      switch error {
      case .limit: throw LimitReached()
      case .syntax(let failure): return try recordFailure(failure, fromOffset: offset, scalar: scalar)
      }
    }
  }

  private mutating func recordFailure(
    _ failure: YAMLEvents.Failure, fromOffset offset: Int, scalar: Int
  ) throws(LimitReached) -> Int {
    tree.dropDocument()
    let position =
      failure.byteOffset.map { cursor.position(atOffset: offset + $0) }
      ?? cursor.position(atScalar: scalar + failure.mark)
    var notes: [String] = []
    if let context = failure.context {
      let place = cursor.position(atScalar: scalar + context.mark)
      notes = ["\(context.text) that begins at line \(place.line), column \(place.column)"]
    }
    try tree.syntaxError(failure.message, at: SourceRange(at: position), help: failure.help, notes: notes)
    return position.offset
  }

  /// The next line that begins a document, beyond the one that the failed stream began with.
  private func nextDocument(atOrAfter failure: Int, after begin: Int) -> Int? {
    source.lineStarts.first { start in
      start >= failure && start > begin && source.bytes[start...].starts(with: "---".utf8)
        && (start + 3 == source.bytes.count || " \t\r\n".utf8.contains(source.bytes[start + 3]))
    }
  }

  // MARK: Events

  private enum Interruption: Error {
    case syntax(YAMLEvents.Failure)
    case limit
  }

  private struct Event {
    let kind: YAMLEvents.Kind
    let range: SourceRange
  }

  private mutating func next(_ events: YAMLEvents, base: Int) throws(Interruption) -> Event? {
    let event: YAMLEvents.Event?
    do throws(YAMLEvents.Failure) { event = try events.next() } catch { throw .syntax(error) }
    guard let event else { return nil }
    let start = cursor.position(atScalar: base + event.start)
    return Event(kind: event.kind, range: SourceRange(start: start, end: cursor.position(atScalar: base + event.end)))
  }

  private mutating func required(_ events: YAMLEvents, base: Int) throws(Interruption) -> Event {
    guard let event = try next(events, base: base) else {
      throw .syntax(YAMLEvents.Failure(message: "the document ends too early", mark: base))
    }
    return event
  }

  // MARK: Nodes

  private mutating func node(
    _ event: Event, _ events: YAMLEvents, base: Int, pointer: JSONPointer, depth: Int, anchors: inout [String: Node]
  ) throws(Interruption) -> Node {
    try limited { tree throws(LimitReached) in
      try tree.count(at: event.range.start)
      try tree.enter(depth: depth, at: event.range.start)
    }
    let node: Node
    let anchor: String?
    switch event.kind {
    case .alias(let name):
      return try aliased(name, at: event.range, pointer: pointer, anchors: anchors)
    case .scalar(let scalar):
      anchor = scalar.anchor
      node = self.scalar(scalar, at: event.range, pointer: pointer)
    case .sequenceStart(let properties):
      anchor = properties.anchor
      check(properties.tag, allowed: "tag:yaml.org,2002:seq", at: event.range)
      var elements: [Node] = []
      var item = try required(events, base: base)
      while !item.kind.isSequenceEnd {
        elements.append(
          try self.node(
            item, events, base: base, pointer: pointer.appending(index: elements.count), depth: depth + 1,
            anchors: &anchors))
        item = try required(events, base: base)
      }
      let range = SourceRange(start: event.range.start, end: item.range.end)
      node = Node(.sequence(elements), at: Place(source: source.name, range: range, pointer: pointer))
    case .mappingStart(let properties):
      anchor = properties.anchor
      check(properties.tag, allowed: "tag:yaml.org,2002:map", at: event.range)
      let (members, end) = try self.members(events, base: base, pointer: pointer, depth: depth, anchors: &anchors)
      let range = SourceRange(start: event.range.start, end: end)
      node = Node(.mapping(tree.unique(members)), at: Place(source: source.name, range: range, pointer: pointer))
    case .streamStart, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      throw .syntax(YAMLEvents.Failure(message: "a value should stand here", mark: base))
    }
    if let anchor { anchors[anchor] = node }
    return node
  }

  private mutating func members(
    _ events: YAMLEvents, base: Int, pointer: JSONPointer, depth: Int, anchors: inout [String: Node]
  ) throws(Interruption) -> (members: [Node.Member], end: SourcePosition) {
    var members: [Node.Member] = []
    while true {
      let event = try required(events, base: base)
      if case .mappingEnd = event.kind { return (members, event.range.end) }
      let keyNode = try node(event, events, base: base, pointer: pointer, depth: depth + 1, anchors: &anchors)
      let key = self.key(keyNode, event)
      let first = try required(events, base: base)
      let value = try node(
        first, events, base: base, pointer: pointer.appending(key: key ?? ""), depth: depth + 1, anchors: &anchors)
      if let key {
        let place = Place(source: source.name, range: event.range, pointer: pointer)
        members.append(Node.Member(key: Located(key, at: place), value: value))
      }
    }
  }

  /// A key's text. Keys that look like numbers or booleans are texts all the same; lists and mappings are refused.
  private mutating func key(_ node: Node, _ event: Event) -> String? {
    if case .scalar(let scalar) = event.kind { return scalar.text }
    if case .string(let text) = node.value { return text }
    report("a key must be a text", at: event.range, help: "write a plain key")
    return nil
  }

  private mutating func aliased(
    _ name: String, at range: SourceRange, pointer: JSONPointer, anchors: [String: Node]
  ) throws(Interruption) -> Node {
    guard let target = anchors[name] else {
      report("the alias `*\(printable(name, limit: 80))` has no anchor before it", at: range, help: "write the value")
      return Node(.null, at: Place(source: source.name, range: range, pointer: pointer))
    }
    let count = target.count
    try limited { tree throws(LimitReached) in try tree.count(count, at: range.start) }
    return target.moved(to: pointer)
  }

  private mutating func scalar(_ scalar: YAMLEvents.Scalar, at range: SourceRange, pointer: JSONPointer) -> Node {
    let textOffset = range.start.offset + (scalar.isPlain ? 0 : 1)
    var textStart: SourcePosition?
    if source.bytes[min(textOffset, source.bytes.count)...].starts(with: scalar.text.utf8),
      range.start.line == range.end.line
    {
      textStart = SourcePosition(
        offset: textOffset, line: range.start.line, column: range.start.column + (scalar.isPlain ? 0 : 1))
    }
    let place = Place(source: source.name, range: range, pointer: pointer, textStart: textStart)
    return Node(value(of: scalar, at: range), at: place)
  }

  private mutating func value(of scalar: YAMLEvents.Scalar, at range: SourceRange) -> Node.Value {
    guard let tag = scalar.tag else {
      return scalar.isPlain ? CoreSchema.resolve(scalar.text) : .string(scalar.text)
    }
    let resolved = CoreSchema.resolve(scalar.text)
    switch (tag, resolved) {
    case ("!", _), ("tag:yaml.org,2002:str", _): return .string(scalar.text)
    case ("tag:yaml.org,2002:null", .null), ("tag:yaml.org,2002:bool", .boolean), ("tag:yaml.org,2002:int", .integer),
      ("tag:yaml.org,2002:float", .number):
      return resolved
    case ("tag:yaml.org,2002:float", .integer): return .number(scalar.text)
    default:
      report("the tag `\(printable(tag, limit: 80))` does not fit this value", at: range, help: "remove the tag")
      return resolved
    }
  }

  private mutating func check(_ tag: String?, allowed: String, at range: SourceRange) {
    guard let tag, tag != "!", tag != allowed else { return }
    report("the tag `\(printable(tag, limit: 80))` does not fit this value", at: range, help: "remove the tag")
  }

  private mutating func report(_ message: String, at range: SourceRange, help: String) {
    tree.report(
      Finding(
        code: .unsupportedYAML, severity: .error, message: message, place: Place(source: source.name, range: range),
        help: [help]))
  }

  private mutating func limited(
    _ body: (inout TreeBuilder) throws(LimitReached) -> Void
  ) throws(Interruption) {
    do throws(LimitReached) { try body(&tree) } catch { throw .limit }
  }
}
