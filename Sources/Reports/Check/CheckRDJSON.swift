import Documents
public import Findings
public import Gate

/// The report of `tollgate check` in the Reviewdog Diagnostic Format
/// (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf). Its columns count bytes. A finding has lines alone, so that it
/// is about the whole line; what is suggested has columns too.
public struct CheckRDJSON: CheckEmitter {
  /// The name, as `--format` takes it.
  public static let name = "rdjson"

  private var results = CheckResults()
  private var hasDiagnostics = false

  /// A report that has not begun.
  public init(style: TextStyle) {}

  /// The next part of the report.
  public mutating func emit(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    var text: PrintableText = ""
    for result in results.unexcused(in: part, basis) {
      text += hasDiagnostics ? ",\n    " : Self.head + "\n    "
      text += Self.diagnostic(result, part.sources).indented(by: 2)
      hasDiagnostics = true
    }
    return text
  }

  /// The end of the report.
  public func end(_ tally: CheckTally, _ basis: CheckBasis) -> PrintableText {
    (hasDiagnostics ? "\n  " : Self.head) + "]\n}\n"
  }

  private static let head: PrintableText = "{\n  \"source\": {\"name\": \"tollgate\"},\n  \"diagnostics\": ["

  /// A position in bytes.
  private static func position(_ position: SourcePosition, in source: SourceFile) -> JSONValue {
    let line = source.bytes[..<position.offset].lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? -1
    return .object([("line", .integer(position.line)), ("column", .integer(position.offset - line))])
  }

  /// What settles a finding; empty unless that is certain.
  private static func suggestions(_ result: CheckResult, _ sources: [SourceFile]) -> [JSONValue] {
    guard let edit = result.edit, let source = sources.first(where: { $0.name == result.source }) else { return [] }
    return edit.replacements.map { one in
      .object([
        (
          "range",
          .object([("start", position(one.range.start, in: source)), ("end", position(one.range.end, in: source))])
        ), ("text", .string(one.text)),
      ])
    }
  }

  private static func diagnostic(_ result: CheckResult, _ sources: [SourceFile]) -> JSONValue {
    let severity =
      switch result.severity {
      case .error: "ERROR"
      case .warning: "WARNING"
      case .note: "INFO"
      }
    var location: [(key: String, value: JSONValue)] = [("path", .string(result.path))]
    if let range = result.range {
      let (start, end) = (range.start.line, range.end.line)
      location.append(
        (
          "range",
          .object([("start", .object([("line", .integer(start))])), ("end", .object([("line", .integer(end))]))])
        ))
    }
    let suggestions = suggestions(result, sources)
    return .object(
      [
        ("message", .string(result.sentence)), ("location", .object(location)), ("severity", .string(severity)),
        ("code", .object([("value", .string(result.code.description))])),
      ] + (suggestions.isEmpty ? [] : [("suggestions", .array(suggestions))]))
  }
}
