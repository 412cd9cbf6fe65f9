import Documents

/// Text in XML, SVG and HTML.
enum MarkupText {
  /// Text for XML 1.0, in which most control characters cannot stand at all (section 2.2); also for attributes in double
  /// quotes.
  static func escaped(_ text: String) -> String {
    var result = ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { printable(String($0)) }
    for scalar in lines.joined(separator: "\n").unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
