import Documents

/// Text and tables in Markdown (GitHub Flavored Markdown 0.29).
enum MarkdownText {
  /// Text on one line in which nothing is markup, a mention or the end of a cell.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in printable(text.split(whereSeparator: \.isWhitespace).joined(separator: " ")).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "@": result += "&#64;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "$": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A table of cells that are Markdown already; the columns after the first are aligned right unless named.
  static func table(_ header: [String], _ rows: [[String]], leftColumns: Set<Int> = []) -> String {
    let rule = header.indices.map { $0 == 0 || leftColumns.contains($0) ? "---" : "---:" }
    return ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// What is folded up until it is asked for.
  static func details(_ summary: String, _ body: String) -> String {
    "<details><summary>\(summary)</summary>\n\n\(body)\n</details>\n"
  }
}
