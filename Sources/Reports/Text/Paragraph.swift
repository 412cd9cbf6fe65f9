import Findings

/// Text for people, broken into lines.
enum Paragraph {
  /// Lines of at most a hundred code points, or of the style's width if that is less.
  static func wrapped(_ text: String, indentation: Int = 2, _ style: TextStyle) -> PrintableText {
    let blanks = PrintableText.repeating(" ", indentation)
    let width = min(style.width ?? 100, 100) - indentation
    return lines(PrintableText(text), width: width).map { blanks + $0 + "\n" }.joined()
  }

  /// The words of a text in lines of at most `width` code points; a longer word has a line of its own.
  static func lines(_ text: PrintableText, width: Int) -> [PrintableText] {
    var lines: [String] = []
    var line = ""
    var count = 0
    for word in text.text.split(separator: " ") {
      let size = word.unicodeScalars.count
      if count > 0, count + 1 + size > width {
        lines.append(line)
        (line, count) = ("", 0)
      }
      line += (count > 0 ? " " : "") + word
      count += (count > 0 ? 1 : 0) + size
    }
    return (lines + [line]).map { PrintableText(alreadyPrintable: $0) }
  }
}
