/// Formats sources: one space around operators, none inside brackets. Lines that would be too long break before `?`,
/// `:`, `||` and `&&`, after commas and before `+`. The tokens, and so the meaning, stay the same.
public struct SourceFormatter: Sendable {
  /// The maximum number of code points in a line.
  public let width: Int

  /// Creates a formatter for lines of at most `width` code points.
  public init(width: Int) {
    self.width = width
  }

  /// Returns the lines of a source; nil if it has comments, which would be lost, or is not an expression.
  public func lines(_ source: String) -> [String]? {
    guard let pieces = Self.pieces(of: source), !pieces.isEmpty else { return nil }
    return laidOut(pieces[...], indentation: 0)
  }

  /// Returns the tokens of a source with single spaces between them, which are equal for sources that differ only in
  /// layout. Nil if the source has comments or is not an expression.
  public static func tokens(of source: String) -> String? {
    pieces(of: source).map { $0.map(\.text).joined(separator: " ") }
  }

  // MARK: Pieces

  /// A token, and where a line may break around it.
  private struct Piece {
    let text: String
    var needsBlank = false
    /// The number of brackets around it.
    var depth = 0
    var before: Break?
    var after: Break?
  }

  /// The kinds of line breaks. The first kind that a line contains is applied everywhere in the line.
  private enum Break: Int {
    case conditional, or, and, comma, sum
  }

  private static func pieces(of source: String) -> [Piece]? {
    let bytes = Array(source.utf8)
    var lexer = Lexer(bytes)
    let tokens = lexer.tokens().dropLast()
    let limits = SourceLimits()
    guard (try? Parser.parse(source, macros: Set(Macro.allCases), limits: limits)) != nil, !hasComment(bytes, tokens)
    else { return nil }
    var pieces: [Piece] = []
    // The number of open conditionals in each bracket.
    var conditionals = [0]
    var isOperandBefore = false
    var joinsNext = true
    for token in tokens {
      var piece = Piece(text: String(decoding: bytes[token.range], as: UTF8.self))
      let isSymbol = token.kind == .symbol
      let text = isSymbol || token.kind == .keyword ? piece.text : ""
      var joins = joinsNext
      joinsNext = false
      var isOperand = !isSymbol && text != "in"
      switch text {
      case ")", "]", "}":
        conditionals.removeLast()
        joins = true
        isOperand = true
      case "(", "[", "{":
        joins = joins || isOperandBefore
        joinsNext = true
      case ".":
        joins = joins || isOperandBefore
        joinsNext = true
      case ",":
        joins = true
        piece.after = .comma
      case "?" where !isOperandBefore: joinsNext = true
      case "?":
        conditionals[conditionals.count - 1] += 1
        piece.before = .conditional
      case ":" where conditionals[conditionals.count - 1] > 0:
        conditionals[conditionals.count - 1] -= 1
        piece.before = .conditional
      case ":": joins = true
      case "-" where !isOperandBefore, "!": joinsNext = true
      case "||": piece.before = .or
      case "&&": piece.before = .and
      case "+": piece.before = .sum
      default: break
      }
      piece.needsBlank = !joins
      piece.depth = conditionals.count - 1
      if ["(", "[", "{"].contains(text) { conditionals.append(0) }
      isOperandBefore = isOperand
      pieces.append(piece)
    }
    return pieces
  }

  /// Whether there is anything but whitespace between the tokens.
  private static func hasComment(_ bytes: [UInt8], _ tokens: some Sequence<Token>) -> Bool {
    var end = 0
    for token in tokens {
      if bytes[end..<token.range.lowerBound].contains(UInt8(ascii: "/")) { return true }
      end = token.range.upperBound
    }
    return bytes[end...].contains(UInt8(ascii: "/"))
  }

  // MARK: Lines

  private func laidOut(_ pieces: ArraySlice<Piece>, indentation: Int) -> [String] {
    let line = String(repeating: " ", count: indentation) + Self.text(pieces)
    guard line.unicodeScalars.count > width else { return [line] }
    var parts: [ArraySlice<Piece>] = []
    var start = pieces.startIndex
    if let (depth, kind) = Self.outermostBreak(pieces) {
      for index in pieces.indices.dropFirst() where pieces[index].depth == depth {
        if pieces[index].before == kind {
          parts.append(pieces[start..<index])
          start = index
        }
        if pieces[index].after == kind, index + 1 < pieces.endIndex {
          parts.append(pieces[start...index])
          start = index + 1
        }
      }
    }
    guard !parts.isEmpty else { return [line] }
    parts.append(pieces[start...])
    return parts.enumerated().flatMap { index, part in
      laidOut(part, indentation: index == 0 ? indentation : indentation + 2)
    }
  }

  /// Returns the break inside the fewest brackets and, of several, the one that binds least tightly.
  private static func outermostBreak(_ pieces: ArraySlice<Piece>) -> (depth: Int, kind: Break)? {
    var best: (depth: Int, kind: Break)?
    for index in pieces.indices {
      let piece = pieces[index]
      let before = index == pieces.startIndex ? nil : piece.before
      let after = index + 1 == pieces.endIndex ? nil : piece.after
      for kind in [before, after].compactMap(\.self) {
        if best.map({ (piece.depth, kind.rawValue) < ($0.depth, $0.kind.rawValue) }) ?? true {
          best = (piece.depth, kind)
        }
      }
    }
    return best
  }

  private static func text(_ pieces: ArraySlice<Piece>) -> String {
    var text = ""
    for piece in pieces { text += (piece.needsBlank && !text.isEmpty ? " " : "") + piece.text }
    return text
  }
}
