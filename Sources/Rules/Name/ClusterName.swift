import Findings
import Spelling

/// The control plane's grammar of cluster names: `^(?!-)[a-z0-9-]{1,63}(?<!-)$` over the whole string.
enum ClusterName {
  /// The maximum number of characters, as in a DNS label (RFC 1123, section 2.1) and an S3 bucket name.
  static let maximumLength = 63

  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "0"..."9", "-": true
    default: false
    }
  }

  /// The name without blanks around it and in lowercase, if that is all that keeps it from being valid; nil otherwise.
  static func inLowercase(_ text: String) -> String? {
    let name = String(
      String.UnicodeScalarView(
        text.trimmingBlanks.unicodeScalars.map { "A"..."Z" ~= $0 ? Unicode.Scalar(UInt8($0.value) | 0x20) : $0 }))
    let isValid = !name.isEmpty && name.utf8.count <= maximumLength && name.unicodeScalars.allSatisfy(isAllowed)
    return isValid && !name.hasPrefix("-") && !name.hasSuffix("-") && name != text ? name : nil
  }

  /// A valid name similar to the given text; nil if nothing of it can be kept.
  static func suggestion(for text: String) -> String? {
    var name = ""
    for scalar in text.unicodeScalars {
      if isAllowed(scalar) {
        name.unicodeScalars.append(scalar)
      } else if let ascii = Lookalikes.ascii(for: scalar) {
        name.append(ascii)
      } else if let lower = scalar.properties.lowercaseMapping.unicodeScalars.first, isAllowed(lower) {
        name.unicodeScalars.append(lower)
      } else if !isUnprintable(scalar), !name.hasSuffix("-") {
        name += "-"
      }
    }
    let trimmed = name.drop { $0 == "-" }.prefix(maximumLength)
    let suggestion = String(trimmed.reversed().drop { $0 == "-" }.reversed())
    return suggestion.isEmpty ? nil : suggestion
  }
}

/// Characters that look like those of a cluster's name: the hyphens of Unicode, and the Cyrillic, Greek and fullwidth
/// letters that Unicode Technical Standard 39 lists as confusable with lowercase Latin.
enum Lookalikes {
  static func ascii(for scalar: Unicode.Scalar) -> Character? {
    switch scalar.value {
    case 0x2010...0x2015, 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D: return "-"
    case 0xFF10...0xFF19: return ascii(UInt8(ascii: "0"), plus: scalar.value - 0xFF10)
    case 0xFF41...0xFF5A: return ascii(UInt8(ascii: "a"), plus: scalar.value - 0xFF41)
    default: return letters[scalar]
    }
  }

  private static func ascii(_ base: UInt8, plus offset: UInt32) -> Character {
    Character(Unicode.Scalar(base + UInt8(truncatingIfNeeded: offset)))
  }

  private static let letters: [Unicode.Scalar: Character] = [
    "\u{0430}": "a", "\u{0435}": "e", "\u{043E}": "o", "\u{0440}": "p", "\u{0441}": "c", "\u{0443}": "y",
    "\u{0445}": "x", "\u{0455}": "s", "\u{0456}": "i", "\u{0458}": "j", "\u{04BB}": "h", "\u{0501}": "d",
    "\u{051B}": "q", "\u{051D}": "w", "\u{0261}": "g", "\u{0131}": "i", "\u{03B1}": "a", "\u{03BF}": "o",
    "\u{03C1}": "p", "\u{03C5}": "u", "\u{03BD}": "v", "\u{0585}": "o", "\u{057D}": "u", "\u{0578}": "n",
  ]
}
