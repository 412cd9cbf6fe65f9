import Documents
public import Findings
public import Gate
import Platform

/// The report of `tollgate check` as JSON, a part at a time; all of it has the bytes of `CheckJSON.render`.
public struct CheckJSONStream: Sendable {
  private var isBegun = false
  private var isFirstRequest = true
  private var errors: [JSONValue] = []

  /// A report that has not begun.
  public init() {}

  /// Another part.
  public mutating func render(_ part: CheckPart, _ basis: CheckBasis) -> PrintableText {
    var text: PrintableText = ""
    if !isBegun {
      isBegun = true
      text += "{\n" + CheckJSON.head(basis).map { Self.member($0.key, $0.value) + ",\n" }.joined()
    }
    errors += CheckJSON.errors(part)
    for request in concurrentMap(part.verdicts, { CheckJSON.request($0, withLines: false).indented(by: 2) }) {
      text += isFirstRequest ? "  \"requests\": [\n    " : ",\n    "
      text += request
      isFirstRequest = false
    }
    return text
  }

  /// The end.
  public func end(_ tally: CheckTally) -> PrintableText {
    let requests: PrintableText = isFirstRequest ? "  \"requests\": []" : "\n  ]"
    let members = [Self.member("errors", .array(errors)), Self.member("summary", CheckJSON.summary(tally))]
    return "\(requests),\n\(members.joined(separator: ",\n"))\n}\n"
  }

  private static func member(_ key: String, _ value: JSONValue) -> PrintableText {
    "  \"\(key)\": " + value.indented(by: 1)
  }
}
