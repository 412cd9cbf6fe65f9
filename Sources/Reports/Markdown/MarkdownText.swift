import Findings

/// Text and tables in Markdown (GitHub Flavored Markdown 0.29).
enum MarkdownText {
  /// Text on one line in which nothing is markup, a mention or the end of a cell; nor a link, unless addresses are kept.
  static func escaped(_ text: String, keepingAddresses: Bool = false) -> String {
    escaped(plain: plain(text), keepingAddresses: keepingAddresses)
  }

  /// A part of a line: the same, with blanks where they are.
  static func escapedWithin(_ text: String) -> String { escaped(plain: printable(text), keepingAddresses: true) }

  private static func escaped(plain: String, keepingAddresses: Bool) -> String {
    var result = ""
    for scalar in plain.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "@": result += "&#64;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "$": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    guard !keepingAddresses else { return result }
    // Neither an address nor `www.` becomes a link (https://github.github.com/gfm/#autolinks-extension-).
    return result.replacing("://", with: "&#58;//").replacing("www.", with: "www&#46;")
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

  /// A code span; the fence is longer than any in the text.
  static func code(_ text: String) -> String {
    let text = plain(text)
    let fence = String(repeating: "`", count: longestRun(in: text) + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + pad + text + pad + fence
  }

  /// A code span in the cell of a table, which ends at a bar even there
  /// (https://github.github.com/gfm/#example-200).
  static func cellCode(_ text: String) -> String {
    code(text).split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  /// A block of code, indented as a whole.
  static func block(_ text: String, indentation: String = "", language: String = "") -> String {
    let fence = indentation + String(repeating: "`", count: max(3, longestRun(in: text) + 1))
    let lines = text.split(separator: "\n").map { "\(indentation)\(printable(String($0)))\n" }
    return fence + language + "\n" + lines.joined() + fence + "\n"
  }

  private static func plain(_ text: String) -> String {
    printable(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  private static func longestRun(in text: String) -> Int {
    var (longest, current) = (0, 0)
    for byte in text.utf8 {
      current = byte == UInt8(ascii: "`") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
