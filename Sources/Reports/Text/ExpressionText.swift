public import CEL
public import Findings
public import Policies

/// The report of `tollgate cel` for people.
public struct ExpressionText: Sendable {
  private let style: TextStyle

  /// A report in a style.
  public init(style: TextStyle) { self.style = style }

  /// The value, its type, what it cost, and the value of each part if it was traced.
  public func render(_ trial: ExpressionTrial) -> PrintableText {
    var text: PrintableText = ""
    switch trial.evaluation.result {
    case .success(let value):
      let declared = trial.program.type.description
      text += style.bold("\(value)") + "\n"
      text += "  type: \(declared == "dyn" ? "\(value.typeName), declared as dyn" : declared)\n"
    case .failure(let error): text += failure(error, trial.program.source)
    }
    text += "  cost: \(count(trial.evaluation.cost)) of \(count(trial.program.costLimit)) units"
    text += ", estimated beforehand: \(Self.units(trial.estimate.units))\n"
    if let parameters = trial.parameters { text += "  with the parameters `\(printable(parameters, limit: 80))`\n" }
    return trial.trace.map { text + "\n" + TraceText($0, style: style).render() } ?? text
  }

  private func count(_ units: UInt64) -> String { Self.count(units) }

  private static func count(_ units: UInt64) -> String { AmountText.grouped(String(units)) }

  /// A range of units of work.
  static func units(_ units: Interval) -> String {
    guard units.isBounded else { return "\(count(units.least)) or more" }
    return units.least == units.most ? count(units.most) : "\(count(units.least)) to \(count(units.most))"
  }

  /// Why an expression cannot be compiled.
  public func render(_ error: CompileError) -> PrintableText {
    error.issues.map { report($0.message, at: $0.range, in: error.source, help: $0.help) }.joined(separator: "\n")
  }

  private func failure(_ error: EvaluationError, _ source: String) -> PrintableText {
    report(error.message, at: error.range, in: source, help: nil)
  }

  private func report(_ message: String, at range: Range<Int>?, in source: String, help: String?) -> PrintableText {
    var text = style.red("error") + style.bold(": \(message)") + "\n"
    if let range {
      let excerpt = SourceExcerpt(of: range, in: source)
      let number: PrintableText = "\(excerpt.line)"
      let margin = PrintableText.repeating(" ", number.width)
      let bar = style.blue("|")
      text += "\(margin)\(style.blue("-->")) expression:\(excerpt.line):\(excerpt.column)\n"
      text += "\(margin) \(bar)\n\(style.blue(number)) \(bar) \(excerpt.text)\n"
      text += "\(margin) \(bar) \(style.red("\(excerpt.carets)"))\n"
    }
    if let help { text += "  \(style.blue("=")) \(style.bold("help")): \(help)\n" }
    return text
  }
}
