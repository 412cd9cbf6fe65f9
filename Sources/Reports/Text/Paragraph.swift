/// Text for people, broken into lines.
enum Paragraph {
  /// Lines of at most a hundred code points.
  static func wrapped(_ text: String, indentation: Int = 2) -> String {
    let blanks = String(repeating: " ", count: indentation)
    var lines = [blanks]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.unicodeScalars.count + word.unicodeScalars.count >= 100 {
        lines.append(blanks + word)
      } else {
        lines[lines.count - 1] += (line == blanks ? "" : " ") + word
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
