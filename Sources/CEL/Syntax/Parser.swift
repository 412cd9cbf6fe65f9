/// A recursive-descent parser with operator precedence. It can report several issues for one source: after an issue it
/// continues at the next comma or closing bracket of the same level.
struct Parser {
  let source: String
  let bytes: [UInt8]
  let limits: SourceLimits
  let macros: Set<Macro>
  let dialect: Dialect

  private var tokens: [Token] = []
  private var position = 0
  var depth = 0
  private var count = 0
  private var issues: [Issue] = []
  private var hasGivenUp = false

  private init(_ source: String, macros: Set<Macro>, dialect: Dialect, limits: SourceLimits) {
    self.source = source
    self.macros = macros
    self.dialect = dialect
    self.limits = limits
    bytes = Array(source.utf8)
  }

  /// Parses a source; `macros` are those that the environment has switched on.
  static func parse(
    _ source: String, macros: Set<Macro>, dialect: Dialect = .definition, limits: SourceLimits
  ) throws(CompileError) -> SyntaxTree {
    var parser = Parser(source, macros: macros, dialect: dialect, limits: limits)
    guard parser.bytes.count <= limits.bytes else {
      let message = "the expression has \(parser.bytes.count) bytes, more than \(limits.bytes)"
      throw CompileError(source: source, issues: [Issue(at: 0..<0, message)])
    }
    var lexer = Lexer(parser.bytes)
    parser.tokens = lexer.tokens()
    parser.issues = lexer.issues
    let root = parser.wholeSource()
    guard parser.issues.isEmpty else {
      throw CompileError(source: source, issues: Array(parser.issues.prefix(limits.issues)))
    }
    return SyntaxTree(source: source, root: root, count: parser.count)
  }

  private mutating func wholeSource() -> Expression {
    let root = expression()
    if current.kind != .end { unexpected("an operator or the end of the expression") }
    return root
  }
}

// MARK: - Tokens, nodes and issues

extension Parser {
  var current: Token { tokens[position] }
  var ahead: Token { tokens[min(position + 1, tokens.count - 1)] }

  func isAt(_ symbol: String) -> Bool {
    current.kind == .symbol && current.text == symbol
  }

  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  mutating func accept(_ symbol: String) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  mutating func acceptOptional() -> Bool {
    guard isAt("?"), macros.contains(.optMap) else { return false }
    advance()
    return true
  }

  mutating func node(_ range: Range<Int>, _ kind: Expression.Kind) -> Expression {
    count += 1
    if count > limits.expressions {
      giveUp(
        Issue(at: range, "the expression has more than \(limits.expressions) parts", help: "split it into several"))
    }
    let made = Expression(id: count - 1, range: range, kind: kind)
    if made.depth > limits.depth { giveUpOnDepth(at: range) }
    return made
  }

  mutating func giveUpOnDepth(at range: Range<Int>) {
    giveUp(
      Issue(
        at: range, "the expression is nested more than \(limits.depth) levels deep",
        help: "split it, or name parts of it with `cel.bind` or under `variables`"))
  }

  mutating func report(_ range: Range<Int>, _ message: String, help: String? = nil) {
    guard !hasGivenUp, issues.last?.range.lowerBound != range.lowerBound else { return }
    issues.append(Issue(at: range, message, help: help))
  }

  /// Reports an issue after which no other issue can be trusted.
  mutating func giveUp(_ issue: Issue) {
    guard !hasGivenUp else { return }
    issues.append(issue)
    hasGivenUp = true
    position = tokens.count - 1
  }

  mutating func unexpected(_ expected: String) {
    guard current.kind != .invalid else { return }  // the lexer has reported it
    report(
      current.range, "expected \(expected), found \(current.described(in: bytes))",
      help: ForeignNotation.help(
        unexpected: current, after: position > 0 ? tokens[position - 1] : nil, before: ahead))
  }

  /// The end of the last token that was consumed.
  var end: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

  /// Consumes a closing bracket. If it is missing, reports that and continues after the next one of this level.
  mutating func close(_ symbol: String, opened: Token, expecting expected: String) {
    if accept(symbol) { return }
    if current.kind == .end {
      report(opened.range, "this `\(opened.text)` is not closed", help: "add the missing `\(symbol)`")
      return
    }
    unexpected(expected)
    skip(to: [symbol])
    _ = accept(symbol)
  }

  /// Skips to the first of several symbols at this level of brackets.
  mutating func skip(to symbols: Set<String>) {
    var level = 0
    while current.kind != .end {
      if current.kind == .symbol {
        if level == 0, symbols.contains(current.text) { return }
        switch current.text {
        case "(", "[", "{": level += 1
        case ")", "]", "}":
          if level == 0 { return }
          level -= 1
        default: break
        }
      }
      advance()
    }
  }
}
