import Documents
import Findings

/// Where a caret stands in YAML that somebody is writing, and that need not be whole: the path of what is written there.
///
/// It is found line by line and by indentation, with brackets followed within and across lines, since the text up to the caret
/// is seldom a document.
struct YAMLCaret {
  /// What may be written at a place.
  enum Position {
    /// A key of the mapping at the path, or an element of the list there.
    case key
    /// The value at the path.
    case value
    /// Nothing: it is a comment, or behind a value.
    case nothing
  }

  /// The keys and elements that lead to the mapping of a key, or to a value; an element's number is not known.
  private(set) var path: [JSONPointer.Step] = []
  private(set) var position = Position.key
  /// The bytes of the word around the caret.
  private(set) var word: Range<Int>
  /// Whether a colon stands behind the word, or behind the quote that ends it.
  private(set) var hasColon = false
  /// Whether a blank is missing before the word, behind a colon or a dash.
  private(set) var lacksBlank = false
  /// Whether it is within brackets.
  private(set) var isInFlow = false
  /// The column of a key at the caret.
  private(set) var column = 0

  /// A block that is open at a line, by the column of its key or dash.
  private struct Block {
    let column: Int
    let step: JSONPointer.Step
  }

  /// Brackets that are open.
  private struct Bracket {
    let isMapping: Bool
    var key: String?
  }

  private var blocks: [Block] = []
  private var brackets: [Bracket] = []
  /// The column of the key whose text in lines of its own is passed over; nil outside one.
  private var scalarColumn: Int?
  private var tokenStart = 0
  private let caret: Int

  /// The caret at a byte of a text.
  init(_ positions: TextPositions, at offset: Int) {
    word = offset..<offset
    caret = offset
    let line = positions.position(of: offset).line
    for line in positions.lines(before: line) {
      if line.starts(with: Array("---".utf8)), line.dropFirst(3).first.map({ " \t".utf8.contains($0) }) ?? true {
        (blocks, brackets, scalarColumn) = ([], [], nil)
        continue
      }
      read(line, isLast: false)
    }
    read(positions.line(upTo: offset), isLast: true)
    let rest = positions.line(from: offset)
    let end = rest.prefix { !" \t,:[]{}\"'#".utf8.contains($0) }.endIndex
    word = word.lowerBound..<max(offset, end)
    hasColon = rest[end...].drop { "\"'".utf8.contains($0) }.first == UInt8(ascii: ":")
    let before = positions.line(upTo: word.lowerBound).last
    lacksBlank = position == .value && before == UInt8(ascii: ":") || isDash(positions.line(upTo: word.lowerBound))
  }

  /// Whether a line ends with the dash of an element.
  private func isDash(_ line: ArraySlice<UInt8>) -> Bool {
    line.last == UInt8(ascii: "-") && line.dropLast().allSatisfy { " -".utf8.contains($0) }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, isLast: Bool) {
    let indentation = line.prefix { $0 == UInt8(ascii: " ") }.count
    let content = line.dropFirst(indentation)
    if let column = scalarColumn {
      if content.isEmpty && !isLast || indentation > column { return finish(content, isLast, inText: true) }
      scalarColumn = nil
    }
    guard brackets.isEmpty else { return readFlow(content, isLast) }
    if !isLast, content.isEmpty || content.first == UInt8(ascii: "#") { return }
    readBlock(content, column: indentation, isLast)
  }

  private mutating func readBlock(_ content: ArraySlice<UInt8>, column: Int, _ isLast: Bool) {
    var (content, column) = (content, column)
    var isElement = false
    while content.first == UInt8(ascii: "-"), content.dropFirst().first.map({ $0 == UInt8(ascii: " ") }) ?? true {
      blocks.removeAll { $0.column > column || ($0.column == column && $0.step.isIndex) }
      blocks.append(Block(column: column, step: .index(0)))
      let blanks = content.dropFirst().prefix { $0 == UInt8(ascii: " ") }.count
      content = content.dropFirst(1 + blanks)
      column += 1 + max(1, blanks)
      isElement = true
    }
    if !isElement { blocks.removeAll { $0.column >= column } }
    guard let (key, value) = Self.keyAndValue(content) else {
      if content.first.map({ "[{".utf8.contains($0) }) ?? false { return readFlow(content, isLast) }
      self.column = column
      if isElement, content.first.map({ "|>".utf8.contains($0) }) ?? false { scalarColumn = column - 2 }
      return finish(content, isLast)
    }
    blocks.append(Block(column: column, step: .key(key)))
    let rest = value.drop { $0 == UInt8(ascii: " ") }
    if rest.first.map({ "|>".utf8.contains($0) }) ?? false {
      scalarColumn = column
    } else if rest.first.map({ "[{".utf8.contains($0) }) ?? false {
      readFlow(rest, isLast)
      return
    }
    finish(rest, isLast, position: .value)
  }

  private mutating func readFlow(_ content: ArraySlice<UInt8>, _ isLast: Bool) {
    tokenStart = content.startIndex
    var index = content.startIndex
    var quote: UInt8?
    while index < content.endIndex {
      let byte = content[index]
      switch (quote, byte) {
      case (let open?, _): if byte == open { quote = nil }
      case (nil, UInt8(ascii: "\"")), (nil, UInt8(ascii: "'")): quote = byte
      case (nil, UInt8(ascii: "{")), (nil, UInt8(ascii: "[")):
        brackets.append(Bracket(isMapping: byte == UInt8(ascii: "{")))
        tokenStart = index + 1
      case (nil, UInt8(ascii: "}")), (nil, UInt8(ascii: "]")):
        _ = brackets.popLast()
        tokenStart = index + 1
      case (nil, UInt8(ascii: ",")):
        if !brackets.isEmpty { brackets[brackets.count - 1].key = nil }
        tokenStart = index + 1
      case (nil, UInt8(ascii: ":")) where brackets.last?.isMapping ?? false:
        brackets[brackets.count - 1].key = Self.unquoted(content[tokenStart..<index])
        tokenStart = index + 1
      case (nil, UInt8(ascii: "#")) where index > content.startIndex && content[index - 1] == UInt8(ascii: " "):
        index = content.endIndex - 1
      default: break
      }
      index += 1
    }
    guard isLast else { return }
    guard let last = brackets.last else { return finish(content[tokenStart...], true, position: .value) }
    isInFlow = true
    finish(content[tokenStart...], true, position: last.isMapping && last.key == nil ? .key : .value)
  }

  /// Ends at the caret: the rest of its line is the word that is being written.
  private mutating func finish(
    _ rest: ArraySlice<UInt8>, _ isLast: Bool, position: Position = .key, inText: Bool = false
  ) {
    guard isLast else { return }
    let word = rest.drop { " \"'".utf8.contains($0) }
    self.word = (word.isEmpty ? caret : word.startIndex)..<caret
    // What is written behind a blank is neither part of a key nor of a value that is proposed.
    let isBehind = !inText && (rest.first == UInt8(ascii: "#") || word.contains { " \"'#".utf8.contains($0) })
    self.position = isBehind ? .nothing : inText ? .value : position
    path = blocks.map(\.step)
    for bracket in brackets {
      if !bracket.isMapping { path.append(.index(0)) } else if let key = bracket.key { path.append(.key(key)) }
    }
  }

  private static func keyAndValue(_ content: ArraySlice<UInt8>) -> (key: String, value: ArraySlice<UInt8>)? {
    guard let first = content.first, !"[{#&*!|>%@`".utf8.contains(first) else { return nil }
    var quote: UInt8? = "\"'".utf8.contains(first) ? first : nil
    for index in content.indices.dropFirst(quote == nil ? 0 : 1) {
      let byte = content[index]
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      let next = content.index(after: index)
      if byte == UInt8(ascii: ":"), next == content.endIndex || content[next] == UInt8(ascii: " ") {
        return (unquoted(content[..<index]), content[next...])
      }
    }
    return nil
  }

  private static func unquoted(_ text: ArraySlice<UInt8>) -> String {
    let isMark = { (byte: UInt8) in " \"'".utf8.contains(byte) }
    let content = text.drop(while: isMark)
    let end = content.lastIndex { !isMark($0) }.map { $0 + 1 } ?? content.startIndex
    return String(decoding: content[..<end], as: UTF8.self)
  }
}

extension JSONPointer.Step {
  /// Whether it is an element of a list.
  var isIndex: Bool { if case .index = self { true } else { false } }

  /// The key of a member; nil for an element.
  var key: String? { if case .key(let key) = self { key } else { nil } }
}
