import Findings

/// Text for people, broken into lines.
enum Paragraph {
  /// Lines of at most a hundred code points.
  static func wrapped(_ text: String, indentation: Int = 2, width: Int = 100) -> PrintableText {
    let blanks = PrintableText.repeating(" ", indentation)
    var lines = [blanks]
    for word in text.split(separator: " ") {
      let word = PrintableText(String(word))
      let line = lines[lines.count - 1]
      if line.width + word.width >= width {
        lines.append(blanks + word)
      } else {
        lines[lines.count - 1] += (line == blanks ? "" : " ") + word
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
