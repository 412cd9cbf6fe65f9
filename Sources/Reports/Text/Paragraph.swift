import Findings

/// Text for people, broken into lines.
enum Paragraph {
  /// Lines of at most a hundred code points, or of the style's width if that is less.
  static func wrapped(_ text: String, indentation: Int = 2, _ style: TextStyle) -> PrintableText {
    hung(text, indentation: indentation, hanging: 0, width: min(style.width ?? 100, 100))
  }

  /// One line, or as many as it takes in the style's width, those after the first two columns further in.
  static func item(_ text: String, indentation: Int = 2, _ style: TextStyle) -> PrintableText {
    hung(text, indentation: indentation, hanging: 2, width: style.width ?? .max)
  }

  private static func hung(_ text: String, indentation: Int, hanging: Int, width: Int) -> PrintableText {
    let blanks = PrintableText.repeating(" ", indentation)
    let lines = lines(PrintableText(text), width: width - indentation - hanging)
    return blanks + lines.joined(separator: "\n" + blanks + PrintableText.repeating(" ", hanging)) + "\n"
  }

  /// The words of a text in lines of at most `width` code points; a longer word has a line of its own.
  /// No line begins with what a host of CI takes for a command, even if the text has that inside.
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
    return (lines + [line]).map { PrintableText($0) }
  }
}
