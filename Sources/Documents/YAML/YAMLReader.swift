import Findings

/// Builds node trees from libyaml's events. The file is read in the pieces given by `DocumentMarker`, so that one
/// broken document does not hide errors in the others.
struct YAMLReader {
  private let source: SourceFile
  private var tree: TreeBuilder
  private var piece: YAMLPiece

  init(_ source: SourceFile, limits: DocumentLimits, take: @escaping (Document) -> Void) {
    self.source = source
    self.tree = TreeBuilder(source: source, limits: limits, take: take)
    self.piece = YAMLPiece(of: source, PositionCursor(source), 0..<0, firstScalar: 0)
  }

  /// Passes on the documents, and returns the errors in the rest.
  mutating func read() -> [Finding] {
    var scalar = 0
    do throws(LimitReached) {
      for range in DocumentMarker.pieces(of: source.bytes) {
        if !source.isASCII, let problem = YAMLCharacters.firstProblem(in: source.bytes, range) {
          try refuse(problem)
        } else {
          piece = YAMLPiece(of: source, piece.cursor, range, firstScalar: scalar)
          try readPiece()
        }
        scalar += source.isASCII ? range.count : source.bytes[range].count { $0 & 0xC0 != 0x80 }
      }
    } catch {}  // INVARIANT: the builder has recorded what stopped the reading.
    return tree.errors
  }

  /// Reads documents to the end of a piece or to a syntax error.
  private mutating func readPiece() throws(LimitReached) {
    do throws(Interruption) {
      while let start = try next() {
        guard case .documentStart = start.kind else { continue }
        var anchors: [String: Node] = [:]
        let root = try node(try required(), pointer: .root, depth: 0, anchors: &anchors)
        // Comments alone do not make a document: libyaml returns an empty scalar for them only after an explicit `---`.
        tree.finishDocument(root)
      }
    } catch {
      switch error {
      case .limit: throw LimitReached()
      case .syntax(let problem):
        tree.dropDocument()
        try tree.syntaxError(problem.message, at: problem.range, help: problem.help, notes: problem.notes)
      }
    }
  }

  private mutating func refuse(_ problem: YAMLCharacters.Problem) throws(LimitReached) {
    let position = piece.position(atOffset: problem.offset)
    try tree.syntaxError(problem.message, at: SourceRange(at: position), help: [problem.help])
  }

  // MARK: Events

  private enum Interruption: Error {
    case syntax(YAMLProblem)
    case limit
  }

  private mutating func next() throws(Interruption) -> YAMLPiece.Event? {
    do throws(YAMLProblem) { return try piece.next() } catch { throw .syntax(error) }
  }

  private mutating func required() throws(Interruption) -> YAMLPiece.Event {
    guard let event = try next() else {
      throw .syntax(YAMLProblem("the document ends too early", at: piece.end))
    }
    return event
  }

  // MARK: Nodes

  private mutating func node(
    _ event: YAMLPiece.Event, pointer: JSONPointer, depth: Int, anchors: inout [String: Node]
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
      var item = try required()
      while !item.kind.isSequenceEnd {
        elements.append(
          try self.node(item, pointer: pointer.appending(index: elements.count), depth: depth + 1, anchors: &anchors))
        item = try required()
      }
      let range = SourceRange(start: event.range.start, end: item.range.end)
      node = Node(.sequence(elements), at: Place(source: source.name, range: range, pointer: pointer))
    case .mappingStart(let properties):
      anchor = properties.anchor
      check(properties.tag, allowed: "tag:yaml.org,2002:map", at: event.range)
      let (members, end) = try self.members(pointer: pointer, depth: depth, anchors: &anchors)
      let range = SourceRange(start: event.range.start, end: end)
      node = Node(.mapping(tree.unique(members)), at: Place(source: source.name, range: range, pointer: pointer))
    case .streamStart, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      throw .syntax(YAMLProblem("a value should stand here", at: event.range.start))
    }
    if let anchor { anchors[anchor] = node }
    return node
  }

  private mutating func members(
    pointer: JSONPointer, depth: Int, anchors: inout [String: Node]
  ) throws(Interruption) -> (members: [Node.Member], end: SourcePosition) {
    var members: [Node.Member] = []
    while true {
      let event = try required()
      if case .mappingEnd = event.kind { return (members, event.range.end) }
      let keyNode = try node(event, pointer: pointer, depth: depth + 1, anchors: &anchors)
      let key = self.key(keyNode, event)
      let value = try node(
        try required(), pointer: pointer.appending(key: key ?? ""), depth: depth + 1, anchors: &anchors)
      if let key {
        let place = Place(
          source: source.name, range: event.range, pointer: pointer, textStart: keyNode.place.textStart)
        members.append(Node.Member(key: Located(key, at: place), value: value))
      }
    }
  }

  /// The text of a key. Keys that look like numbers or booleans are still text. Lists and mappings are rejected, and so
  /// is the merge key of YAML 1.1.
  private mutating func key(_ node: Node, _ event: YAMLPiece.Event) -> String? {
    if case .scalar(let scalar) = event.kind {
      if scalar.isPlain, scalar.text == "<<", scalar.tag == nil {
        report(
          "`<<` does not merge mappings in YAML 1.2", at: event.range,
          help: "write the members out, or put `<<` in quotes if it is a name")
      }
      return scalar.text
    }
    if case .string(let text) = node.value { return text }
    report("a key must be a text", at: event.range, help: "write a plain key")
    return nil
  }

  private mutating func aliased(
    _ name: String, at range: SourceRange, pointer: JSONPointer, anchors: [String: Node]
  ) throws(Interruption) -> Node {
    guard let target = anchors[name] else {
      report(
        "this alias has no anchor before it", at: range,
        help: "write the value; put text that begins with `*` in quotes")
      return Node(.null, at: Place(source: source.name, range: range, pointer: pointer))
    }
    let count = target.count
    try limited { tree throws(LimitReached) in try tree.count(count, at: range.start) }
    return target.moved(to: pointer)
  }

  private mutating func scalar(_ scalar: YAMLEvents.Scalar, at range: SourceRange, pointer: JSONPointer) -> Node {
    let textOffset = range.start.offset + (scalar.isPlain ? 0 : 1)
    var textStart: SourcePosition?
    if range.start.line == range.end.line, source.hasText(scalar.text, at: textOffset) {
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
    case ("tag:yaml.org,2002:int", .number(let text)) where CoreSchema.isWhole(text): return resolved
    case ("tag:yaml.org,2002:float", .integer): return .number(scalar.text)
    default:
      reportTag(tag, at: range)
      // Not the text after the tag, which may be empty and would cause a second error.
      return tag.hasPrefix("!") ? .string(source.text(range)) : resolved
    }
  }

  private mutating func check(_ tag: String?, allowed: String, at range: SourceRange) {
    guard let tag, tag != "!", tag != allowed else { return }
    reportTag(tag, at: range)
  }

  /// The text of a local tag is not repeated: it is usually text that lacks its quotes, and may be secret.
  private mutating func reportTag(_ tag: String, at range: SourceRange) {
    if tag.hasPrefix("!") {
      report(
        "text that begins with `!` is a tag in YAML, which has no meaning here", at: range,
        help: "put the whole text in quotes, or remove the tag")
    } else {
      report("the tag `\(printable(tag, limit: 80))` does not fit this value", at: range, help: "remove the tag")
    }
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
