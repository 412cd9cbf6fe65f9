import Findings

/// Text in lines that other programs read.
enum CommandText {
  /// The text on one line, with some characters written otherwise. Line breaks have been made visible before.
  static func escaped(_ text: String, _ escapes: [Unicode.Scalar: String]) -> PrintableText {
    var result = ""
    for scalar in printable(text).unicodeScalars {
      if let escape = escapes[scalar] { result += escape } else { result.unicodeScalars.append(scalar) }
    }
    return PrintableText(alreadyPrintable: result)
  }
}
