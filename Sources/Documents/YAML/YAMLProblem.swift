import Findings

/// A syntax error in a YAML file, as reported to people.
struct YAMLProblem: Error {
  let message: String
  let range: SourceRange
  let help: [String]
  let notes: [String]

  init(_ message: String, at position: SourcePosition, help: [String] = [], notes: [String] = []) {
    self.message = message
    self.range = SourceRange(at: position)
    self.help = help
    self.notes = notes
  }
}

/// Turns libyaml's expectations into the mistake that somebody probably made.
struct YAMLExplanation {
  private let source: SourceFile
  /// The range of the piece being read.
  private let piece: Range<Int>
  private let last: YAMLPiece.Event?
  /// The start of the innermost value in brackets.
  private let bracket: SourcePosition?
  private let message: String
  private let place: SourcePosition
  private let context: (text: String, place: SourcePosition)?

  init(
    _ source: SourceFile, _ piece: Range<Int>, last: YAMLPiece.Event?, bracket: SourcePosition?, _ message: String,
    _ place: SourcePosition, _ context: (text: String, place: SourcePosition)?
  ) {
    self.source = source
    self.piece = piece
    self.last = last
    self.bracket = bracket
    self.message = message
    self.place = place
    self.context = context
  }

  var problem: YAMLProblem { unclosed ?? textAfterValue ?? general }

  /// An unclosed quote or bracket, reported where it opens.
  private var unclosed: YAMLProblem? {
    guard let context else { return nil }
    if context.text == "while scanning a quoted scalar", message.hasPrefix("found unexpected") {
      return YAMLProblem(
        "the quote that opens here is not closed", at: context.place, help: ["close it where the text ends"])
    }
    // At the end, or before the line end that the last line of the piece lacks.
    if context.text.hasPrefix("while parsing a flow"), let bracket, place.offset >= piece.upperBound {
      return YAMLProblem("the bracket that opens here is not closed", at: bracket, help: ["close it"])
    }
    return nil
  }

  /// Text after a value that begins with a quote or bracket.
  private var textAfterValue: YAMLProblem? {
    guard let last, message != "mapping values are not allowed in this context", last.range.end.line == place.line,
      last.range.end.offset <= place.offset,
      source.bytes[last.range.end.offset..<place.offset].allSatisfy({ " \t".utf8.contains($0) })
    else { return nil }
    let end: String
    switch last.kind {
    case .scalar(let scalar) where scalar.style == .quoted:
      if last.range.start.line < last.range.end.line {
        return YAMLProblem(
          "the quote that opens here is closed in line \(last.range.end.line), and text follows it",
          at: last.range.start,
          help: ["close it where the text ends"])
      }
      end = "quote"
    case .sequenceEnd, .mappingEnd: end = "bracket"
    case .alias: end = "alias"
    default: return nil
    }
    guard end != "bracket" || "]}".utf8.contains(source.bytes[last.range.end.offset - 1]) else { return nil }
    var help = [
      "put the whole text in quotes: in single quotes each `'` of the text is written twice, in double quotes each `\"` as `\\\"`"
    ]
    if let context, context.text.hasPrefix("while parsing a flow") { help.append("or put a comma between two values") }
    return YAMLProblem("text follows after the \(end) that ends this value", at: place, help: help)
  }

  private var general: YAMLProblem {
    let notes = context.map {
      ["\($0.text) that begins at line \($0.place.line), column \($0.place.column)"]
    }
    return YAMLProblem(message, at: place, help: help.map { [$0] } ?? [], notes: notes ?? [])
  }

  private var help: String? {
    if let indicator = valueIndicator { return "put text that begins with `\(indicator)` in quotes" }
    switch message {
    case "found character that cannot start any token": return "indent with spaces, not tabs"
    case "mapping values are not allowed in this context":
      return "quote text that holds a colon and a space, and check the indentation"
    case "block sequence entries are not allowed in this context":
      return "begin the list in the next line, or put the text in quotes"
    case "did not find expected key", "could not find expected ':'", "did not find expected '-' indicator":
      return "check the indentation and that each key is followed by a colon and a space"
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return "put a comma between values, and quotes around text that holds brackets, commas or a colon and a space"
    default: return nil
    }
  }

  /// The indicator that the line's value begins with, if plain text may not begin with it.
  private var valueIndicator: String? {
    let line = source.line(place.line)
    var candidates = [valueStart(in: line), place.offset]
    if let context, context.place.line == place.line { candidates.append(context.place.offset) }
    for offset in candidates where offset <= place.offset && line.indices.contains(offset) {
      if "!&*@`%|>".utf8.contains(line[offset]) { return String(Unicode.Scalar(line[offset])) }
    }
    return nil
  }

  /// The start of a line's value: after its dashes and the first colon followed by a space.
  private func valueStart(in line: ArraySlice<UInt8>) -> Int {
    func isBlank(_ index: Int) -> Bool { index >= line.endIndex || line[index] == UInt8(ascii: " ") }
    var start = line.startIndex
    while start < line.endIndex, isBlank(start) || line[start] == UInt8(ascii: "-") && isBlank(start + 1) { start += 1 }
    if let colon = line[start...].indices.first(where: { line[$0] == UInt8(ascii: ":") && isBlank($0 + 1) }) {
      start = colon + 1
      while start < line.endIndex, isBlank(start) { start += 1 }
    }
    return start
  }
}
