/// The text with everything that could deceive or steer a terminal made visible: control characters, bidirectional
/// marks, zero-width characters and line breaks become `\u{…}`.
public func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnprintable) else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    if isUnprintable(scalar) {
      result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// The text as `printable` shows it, cut after `limit` code points.
public func printable(_ text: String, limit: Int) -> String {
  guard text.unicodeScalars.count > limit else { return printable(text) }
  return printable(String(text.unicodeScalars.prefix(limit))) + "…"
}

/// Whether a code point has no visible form of its own, or changes how others are shown.
public func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value >= 0x20, scalar.value < 0x7F { return false }
  return switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
  default: false
  }
}
