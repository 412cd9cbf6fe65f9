import Findings

/// libyaml's events for a piece of a file, with their places. libyaml reads YAML 1.1; anything that YAML 1.2 reads
/// differently is rejected before the event is used.
struct YAMLPiece {
  struct Event {
    let kind: YAMLEvents.Kind
    let range: SourceRange
  }

  private let source: SourceFile
  private let events: YAMLEvents
  private let range: Range<Int>
  /// The number of code points before the piece.
  private let firstScalar: Int
  private(set) var cursor: PositionCursor
  private var last: Event?
  private var indentation = YAMLIndentation()
  /// Whether there is an open document, not ended by `...`.
  private var isOpen = false

  init(of source: SourceFile, _ cursor: PositionCursor, _ range: Range<Int>, firstScalar: Int) {
    self.source = source
    self.cursor = cursor
    self.range = range
    self.firstScalar = firstScalar
    events = YAMLEvents(bytes: source.bytes[range])
  }

  /// The end of the piece.
  var end: SourcePosition { mutating get { cursor.position(atOffset: range.upperBound) } }

  /// The position of an offset in the file.
  mutating func position(atOffset offset: Int) -> SourcePosition { cursor.position(atOffset: offset) }

  /// The next event; nil at the end of the piece.
  mutating func next() throws(YAMLProblem) -> Event? {
    let found: YAMLEvents.Event?
    do throws(YAMLEvents.Failure) { found = try events.next() } catch { throw explained(error) }
    guard let found else { return nil }
    let start = cursor.position(atScalar: firstScalar + found.start)
    let end = cursor.position(atScalar: firstScalar + found.end)
    let event = Event(kind: found.kind, range: SourceRange(start: start, end: end))
    try check(event)
    last = event
    return event
  }

  private mutating func check(_ event: Event) throws(YAMLProblem) {
    switch event.kind {
    case .streamStart: return
    case .documentStart(let directives): return try begin(directives, event.range)
    default: break
    }
    let indicators = YAMLIndicators(source.bytes, isFlow: indentation.isFlow)
    let start = event.range.start.offset
    let gap = min(start, last?.range.end.offset ?? range.lowerBound)..<start
    if let problem = indicators.problem(between: gap) { throw located(problem) }
    if let problem = indicators.problem(of: event.kind, in: event.range) { throw located(problem) }
    if let line = indentation.firstLineTooFarLeft(event, after: gap, in: source) {
      let offset = source.line(line).startIndex
      throw YAMLProblem(
        "this line continues a value and is not indented more than its key", at: cursor.position(atOffset: offset),
        help: ["indent it with spaces"])
    }
    if case .documentEnd(let isMarked) = event.kind { isOpen = !isMarked }
  }

  private mutating func begin(_ directives: YAMLEvents.Directives, _ range: SourceRange) throws(YAMLProblem) {
    indentation = YAMLIndentation()
    if let version = directives.version, version != (1, 2) {
      throw YAMLProblem(
        "the directive asks for YAML \(version.major).\(version.minor); documents are read as YAML 1.2",
        at: range.start,
        help: ["remove it"])
    }
    if isOpen, !directives.isEmpty {
      throw YAMLProblem(
        "a directive stands within a document", at: range.start, help: ["end the document before it with a line `...`"])
    }
    isOpen = true
  }

  private mutating func located(_ problem: YAMLIndicators.Problem) -> YAMLProblem {
    YAMLProblem(problem.message, at: cursor.position(atOffset: problem.offset), help: [problem.help])
  }

  private mutating func explained(_ failure: YAMLEvents.Failure) -> YAMLProblem {
    let place =
      failure.byteOffset.map { cursor.position(atOffset: range.lowerBound + $0) }
      ?? cursor.position(atScalar: firstScalar + failure.mark)
    let context = failure.context.map { ($0.text, cursor.position(atScalar: firstScalar + $0.mark)) }
    return YAMLExplanation(
      source, range, last: last, bracket: indentation.innermostFlow, failure.message, place, context
    ).problem
  }
}
