import Findings

/// Shows findings as comments in a text being edited, each above its line.
enum EditorComments {
  private static let mark = "# tollgate: "

  /// The text with comments for the findings.
  static func adding(_ findings: [Finding], to text: String) -> String {
    guard !findings.isEmpty else {
      return mark + "save and leave to submit this request; leave it as it is to give up\n" + text
    }
    var result = mark + "the request cannot be submitted yet; leave it as it is to give up\n"
    for (index, line) in lines(of: text).enumerated() {
      for finding in findings where finding.place.range.start.line == index + 1 {
        result += comment(finding, above: line)
      }
      result += line + "\n"
    }
    let count = lines(of: text).count
    for finding in findings where finding.place.range.start.line > count { result += comment(finding, above: "") }
    return result
  }

  /// The text without Tollgate's comments.
  static func removing(from text: String) -> String {
    lines(of: text).filter { !$0.drop { $0 == " " }.hasPrefix(mark.dropLast()) }.map { $0 + "\n" }.joined()
  }

  /// Whether the text contains only whitespace and comments.
  static func isEmpty(_ text: String) -> Bool {
    lines(of: text).allSatisfy { line in
      let rest = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
      return rest.isEmpty || rest.hasPrefix("#")
    }
  }

  private static func comment(_ finding: Finding, above line: Substring) -> String {
    let indentation = String(line.prefix { $0 == " " })
    let start = indentation + mark
    let title = start + "\(finding.severity.rawValue)[\(finding.code)]: \(printable(finding.message))\n"
    return title + finding.help.map { start + "  help: \(printable($0))\n" }.joined()
  }

  private static func lines(of text: String) -> [Substring] {
    // Split by bytes, because Swift treats CR LF as one character.
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
