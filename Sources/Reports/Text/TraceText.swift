import CEL
import Findings

/// The values of an expression's parts as a tree.
struct TraceText {
  private let trace: Trace
  private let style: TextStyle
  /// Whether only what decided is shown.
  private let isFolded: Bool

  /// Code points of an expression and of a value that are shown.
  private static let width = 72

  init(_ trace: Trace, style: TextStyle, isFolded: Bool = false) {
    self.trace = trace
    self.style = style
    self.isFolded = isFolded
  }

  /// The tree, one part on a line, each under the part that it belongs to. Constants are left out, and the steps of a
  /// path such as `a.b.c` that led to a value. What a variable is defined by stands under it.
  func render(indentation: PrintableText = "") -> PrintableText {
    var text = line(trace.tree.root, prefix: indentation)
    var defined: Set<String> = []
    write(trace.tree.root, indentation: indentation, to: &text, defined: &defined)
    if trace.isTruncated { text += "more values were made than are kept here\n" }
    return text
  }

  /// A definition is written where its variable stands first: variables that use one another can stand for
  /// exponentially many.
  private func write(
    _ expression: Expression, indentation: PrintableText, to text: inout PrintableText, defined: inout Set<String>
  ) {
    if let (name, definition) = definition(of: expression) {
      guard defined.insert(name).inserted else { return }
      let own = TraceText(definition, style: style, isFolded: isFolded)
      text += own.line(definition.tree.root, prefix: style.faint(indentation + "└─ "))
      return own.write(definition.tree.root, indentation: indentation + "   ", to: &text, defined: &defined)
    }
    let children = shownChildren(of: expression)
    for (index, child) in children.enumerated() {
      let isLast = index == children.count - 1
      text += line(child, prefix: style.faint(indentation + (isLast ? "└─ " : "├─ ")))
      write(child, indentation: indentation + (isLast ? "   " : "│  "), to: &text, defined: &defined)
    }
  }

  private func line(_ expression: Expression, prefix: PrintableText) -> PrintableText {
    let values = trace.values(of: expression)
    let source = PrintableText(trace.source(of: expression), limit: Self.width)
    guard !values.isEmpty else { return prefix + source + style.faint(" is not evaluated") + "\n" }
    return prefix + source + style.faint(" = ") + self.values(values) + "\n"
  }

  private func values(_ values: [Value]) -> PrintableText {
    var texts: [PrintableText] = []
    var width = 0
    for value in values {
      let text = PrintableText(value.description, limit: Self.width)
      width += text.width
      guard texts.isEmpty || width <= Self.width else {
        texts.append("… (\(values.count) values)")
        break
      }
      if case .error = value { texts.append(style.red(text)) } else { texts.append(text) }
    }
    return texts.joined(separator: ", ")
  }

  /// The trace of a variable that is defined by an expression.
  private func definition(of expression: Expression) -> (name: String, trace: Trace)? {
    guard case .select(let operand, let field, _) = expression.kind, case .identifier(let name, _) = operand.kind else {
      return nil
    }
    let path = "\(name).\(field.text)"
    return trace.definitions[path].map { (path, $0) }
  }

  /// The parts that decided: the false operands of an `&&` that is false, the true ones of an `||` that is true, the
  /// branch that was taken.
  private func decisive(_ expression: Expression) -> [Expression] {
    guard isFolded, case .bool(let value)? = trace.values(of: expression).last else { return expression.children }
    switch expression.kind {
    case .and(let operands) where !value, .or(let operands) where value:
      return operands.filter { trace.values(of: $0).contains { $0.isEqual(to: .bool(value)) } }
    default:
      return expression.children.filter { !trace.values(of: $0).isEmpty }
    }
  }

  private func shownChildren(of expression: Expression) -> [Expression] {
    if isPath(expression), !trace.values(of: expression).contains(where: \.isError) { return [] }
    let isEvaluated = !trace.values(of: expression).isEmpty
    return decisive(expression).filter { child in
      // The `math` of `math.ceil(x)` is no value, but part of a name.
      let isNamespace =
        isEvaluated && isPath(child) && trace.values(of: child).isEmpty && isTarget(child, of: expression)
      return !isConstant(child) && !isNamespace
    }
  }

  private func isTarget(_ child: Expression, of expression: Expression) -> Bool {
    if case .call(_, let target?, _, _) = expression.kind { target === child } else { false }
  }

  private func isConstant(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .literal: true
    case .list, .map: expression.children.allSatisfy(isConstant)
    default: false
    }
  }

  /// Whether an expression is a name and fields of it.
  private func isPath(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .identifier: true
    case .select(let operand, _, _): isPath(operand)
    default: false
    }
  }
}

extension Trace {
  /// An expression as it was written, on one line.
  func source(of expression: Expression) -> String {
    let bytes = Array(tree.source.utf8)[expression.range]
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
