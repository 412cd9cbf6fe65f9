extension Parser {
  /// Parses a primary and the selections, indices and calls that follow it.
  mutating func member() -> Expression {
    var operand = primary()
    while current.kind == .symbol {
      let start = operand.range.lowerBound
      switch current.text {
      case ".":
        advance()
        let isOptional = acceptOptional()
        guard let field = fieldName() else { return node(start..<end, .invalid) }
        if isAt("("), !isOptional {
          let arguments = arguments()
          operand = call(field, on: operand, arguments, from: start)
        } else {
          operand = node(start..<end, .select(operand, field: field, isOptional: isOptional))
        }
      case "[":
        let opening = current
        advance()
        let isOptional = acceptOptional()
        let index = expression()
        close("]", opened: opening, expecting: "`]`")
        operand = node(start..<end, .index(operand, index, isOptional: isOptional))
      case "{":
        guard let (name, isAbsolute) = qualifiedName(operand) else { return operand }
        let fields = fields()
        operand = node(
          start..<end,
          .structure(Name(text: name, range: operand.range), fields: fields, isAbsolute: isAbsolute))
      default: return operand
      }
    }
    return operand
  }

  /// Parses a field name. Words that are reserved elsewhere are allowed, and backquotes allow more.
  mutating func fieldName() -> Name? {
    switch current.kind {
    case .identifier, .quotedIdentifier:
      let name = Name(text: current.text, range: current.range)
      if current.kind == .quotedIdentifier, !dialect.hasQuotedFieldNames {
        report(
          current.range, "no API server of Kubernetes \(KubernetesRelease.supported) reads a name in backquotes",
          help: "write the key in brackets, as in `map['…']`")
      }
      advance()
      return name
    default:
      unexpected("a field name")
      return nil
    }
  }

  /// Returns `a.b.c` as a name, if the expression is one.
  func qualifiedName(_ expression: Expression) -> (name: String, isAbsolute: Bool)? {
    switch expression.kind {
    case .identifier(let name, let isAbsolute): return (name, isAbsolute)
    case .select(let operand, let field, false):
      return qualifiedName(operand).map { ($0.name + "." + field.text, $0.isAbsolute) }
    default: return nil
    }
  }

  mutating func arguments() -> [Expression] {
    let opening = current
    advance()
    return list(until: ")", opened: opening, mayEndWithComma: false) { parser in parser.expression() }
  }

  mutating func fields() -> [Expression.FieldInitializer] {
    let opening = current
    advance()
    return list(until: "}", opened: opening) { parser in
      let isOptional = parser.acceptOptional()
      guard let name = parser.fieldName() else { return nil }
      guard parser.accept(":") else {
        parser.unexpected("`:` and the field's value")
        return nil
      }
      return Expression.FieldInitializer(name: name, value: parser.expression(), isOptional: isOptional)
    }
  }

  /// Parses items separated by commas. One comma may follow the last item.
  mutating func list<Item>(
    until closing: String, opened: Token, mayEndWithComma: Bool = true, _ item: (inout Parser) -> Item?
  ) -> [Item] {
    var items: [Item] = []
    if mayEndWithComma, isAt(","), ahead.kind == .symbol, ahead.text == closing { advance() }
    while !isAt(closing), current.kind != .end {
      if let item = item(&self) { items.append(item) }
      if !isAt(","), !isAt(closing), current.kind != .end {
        unexpected("`,` or `\(closing)`")
        skip(to: [",", closing])
      }
      guard accept(",") else { break }
      if !mayEndWithComma, isAt(closing) { unexpected("an expression") }
    }
    close(closing, opened: opened, expecting: "`,` or `\(closing)`")
    return items
  }
}

// MARK: - Primaries

extension Parser {
  mutating func primary() -> Expression {
    let token = current
    switch token.kind {
    case .integer, .unsignedInteger, .double, .string, .bytes: return literal()
    case .keyword where token.text != "in":
      advance()
      let literal: Literal = token.text == "null" ? .null : .bool(token.text == "true")
      return node(token.range, .literal(literal))
    case .identifier: return identifier(isAbsolute: false, from: token.range.lowerBound)
    case .symbol: return bracketed()
    default: break
    }
    return missingOperand()
  }

  mutating func missingOperand() -> Expression {
    let token = current
    if token.kind == .quotedIdentifier {
      report(token.range, "a name in backquotes is a field", help: "write what it is a field of before it")
    } else {
      unexpected("an expression")
    }
    let stopsHere = token.kind == .symbol && [")", "]", "}", ",", ":"].contains(token.text)
    if !stopsHere { advance() }
    return node(token.range, .invalid)
  }

  mutating func bracketed() -> Expression {
    let opening = current
    let start = opening.range.lowerBound
    switch opening.text {
    case "-": return literal()
    case ".":
      advance()
      guard current.kind == .identifier else {
        unexpected("a name after the dot")
        return node(start..<end, .invalid)
      }
      return identifier(isAbsolute: true, from: start)
    case "(":
      advance()
      let inner = expression()
      close(")", opened: opening, expecting: "an operator or `)`")
      // The parentheses are part of the range, so that carets mark the whole.
      return Expression(id: inner.id, range: start..<max(start, end), kind: inner.kind)
    case "[":
      advance()
      let elements = list(until: "]", opened: opening) { parser in
        let isOptional = parser.acceptOptional()
        return Expression.Element(value: parser.expression(), isOptional: isOptional)
      }
      return node(start..<end, .list(elements))
    case "{":
      advance()
      let entries: [Expression.Entry] = list(until: "}", opened: opening) { parser in
        let isOptional = parser.acceptOptional()
        let key = parser.expression()
        guard parser.accept(":") else {
          parser.unexpected("`:` and the entry's value")
          return nil
        }
        return Expression.Entry(key: key, value: parser.expression(), isOptional: isOptional)
      }
      return node(start..<end, .map(entries))
    default: return missingOperand()
    }
  }

  mutating func identifier(isAbsolute: Bool, from start: Int) -> Expression {
    let token = current
    advance()
    if Token.reserved.contains(token.text) {
      report(
        token.range, "`\(token.text)` is a reserved word",
        help: ForeignNotation.help(reserved: token.text) ?? "reserved words can only be fields: `a.\(token.text)`")
      return node(token.range, .invalid)
    }
    if isAt("(") {
      let arguments = arguments()
      return call(
        Name(text: token.text, range: token.range), on: nil, arguments, from: start, isAbsolute: isAbsolute)
    }
    return node(start..<token.range.upperBound, .identifier(token.text, isAbsolute: isAbsolute))
  }

  mutating func literal() -> Expression {
    let start = current.range.lowerBound
    let isNegative = accept("-")
    let token = current
    advance()
    let range = start..<token.range.upperBound
    let text = bytes[token.range]
    switch token.kind {
    case .integer:
      if let value = LiteralDecoder.integer(text, isNegative: isNegative) { return node(range, .literal(.int(value))) }
      report(range, "the number does not fit an int", help: "an int has 64 bits: -2^63 to 2^63 - 1")
    case .unsignedInteger:
      if let value = LiteralDecoder.unsignedInteger(text) { return node(range, .literal(.uint(value))) }
      report(range, "the number does not fit a uint", help: "a uint has 64 bits: 0 to 2^64 - 1")
    case .double:
      let digits = String(decoding: bytes[token.range], as: UTF8.self)
      if let value = Double(digits.hasPrefix(".") ? "0" + digits : digits), value.isFinite {
        return node(range, .literal(.double(isNegative ? -value : value)))
      }
      report(range, "the number does not fit a double")
    default:
      let isBytes = token.kind == .bytes
      switch LiteralDecoder.content(of: token.range, in: bytes, isBytes: isBytes) {
      case .success(let content):
        return node(range, .literal(isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))))
      case .failure(let issue): report(issue.range, issue.message, help: issue.help)
      }
    }
    return node(range, .invalid)
  }
}
