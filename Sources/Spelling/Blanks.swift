extension StringProtocol {
  /// The text without leading and trailing whitespace.
  package var trimmingBlanks: String {
    let kept = unicodeScalars.drop { $0.properties.isWhitespace }
    return String(String.UnicodeScalarView(kept.reversed().drop { $0.properties.isWhitespace }.reversed()))
  }
}
