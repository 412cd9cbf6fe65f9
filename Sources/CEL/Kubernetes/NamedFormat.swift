import Gregorian

/// A text format that Kubernetes names (apiserver/pkg/cel/library/format.go).
enum NamedFormat: String, OpaqueValue, CaseIterable {
  case dns1123Label, dns1123Subdomain, dns1035Label
  /// The formats of prefixes from which names are generated. They may end with a dash.
  case dns1123LabelPrefix, dns1123SubdomainPrefix, dns1035LabelPrefix
  case qualifiedName, labelValue
  case uri, uuid, byte, date, datetime

  static let typeName = "kubernetes.NamedFormat"

  var description: String { "format.\(rawValue)()" }

  /// Returns what is wrong with a text; empty if it has the format.
  func problems(of text: String) -> [String] {
    switch self {
    case .dns1123Label: Self.label(text)
    case .dns1123LabelPrefix: Self.label(Self.withoutLastDash(text))
    case .dns1123Subdomain: Self.subdomain(text)
    case .dns1123SubdomainPrefix: Self.subdomain(Self.withoutLastDash(text))
    case .dns1035Label: Self.oldLabel(text)
    case .dns1035LabelPrefix: Self.oldLabel(Self.withoutLastDash(text))
    case .qualifiedName: Self.qualifiedName(text)
    case .labelValue: text.isEmpty ? [] : Self.name(text, "a label's value")
    case .uri: Self.uri(text)
    case .uuid: Self.isUUID(Array(text.utf8)) ? [] : ["it is not a UUID"]
    case .byte: Self.isBase64(Array(text.utf8)) ? [] : ["it is not Base64"]
    case .date: Self.isDate(Array(text.utf8)) ? [] : ["it is not a date such as 2026-11-20"]
    case .datetime: Self.isMoment(text) ? [] : ["it is not a date and time such as 2026-11-20T12:00:00Z"]
    }
  }

  // MARK: Names (apimachinery, pkg/util/validation/validation.go)

  /// A label of the domain name system has at most 63 characters (RFC 1123), a name at most 253.
  private static func tooLong(_ text: String, _ limit: Int) -> [String] {
    text.utf8.count > limit ? ["it has more than \(limit) characters"] : []
  }

  private static func label(_ text: String) -> [String] {
    tooLong(text, 63)
      + (isLabel(Array(text.utf8)[...])
        ? [] : ["small letters, digits and `-` make a label, which begins and ends without a dash"])
  }

  private static func subdomain(_ text: String) -> [String] {
    tooLong(text, 253)
      + (Array(text.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
        ? [] : ["small letters, digits, `-` and `.` make a name, whose parts begin and end without a dash"])
  }

  private static func oldLabel(_ text: String) -> [String] {
    let beginsWithLetter = text.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
    return tooLong(text, 63)
      + (beginsWithLetter && isLabel(Array(text.utf8)[...])
        ? [] : ["small letters, digits and `-` make a label, which begins with a letter and ends without a dash"])
  }

  private static func isLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last, first != UInt8(ascii: "-"), last != UInt8(ascii: "-") else {
      return false
    }
    return bytes.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || Lexer.isDigit($0) || $0 == UInt8(ascii: "-")
    }
  }

  /// The prefix of a generated name may end with a dash (apimachinery, `maskTrailingDash`).
  private static func withoutLastDash(_ text: String) -> String {
    let bytes = text.utf8
    guard bytes.count > 1, bytes.last == UInt8(ascii: "-") else { return text }
    return String(decoding: bytes.dropLast(2), as: UTF8.self) + "a"
  }

  private static func qualifiedName(_ text: String) -> [String] {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    switch parts.count {
    case 1: return name(parts[0], "the name")
    case 2:
      let prefix = parts[0].isEmpty ? ["the prefix before `/` is empty"] : subdomain(parts[0])
      return prefix + name(parts[1], "the name")
    default: return ["a qualified name has one `/` at most"]
    }
  }

  private static func name(_ text: String, _ what: String) -> [String] {
    guard let first = text.utf8.first, let last = text.utf8.last else { return ["\(what) is empty"] }
    let isWord =
      Escaping.isLetterOrDigit(first) && Escaping.isLetterOrDigit(last)
      && text.utf8.allSatisfy { Escaping.isLetterOrDigit($0) || "-_.".utf8.contains($0) }
    return tooLong(text, 63)
      + (isWord ? [] : ["letters, digits, `-`, `_` and `.` make \(what), which begins and ends with a letter or digit"])
  }

  // MARK: Values (kube-openapi, pkg/validation/strfmt)

  private static func uri(_ text: String) -> [String] {
    do throws(ParsedURL.Invalid) {
      _ = try ParsedURL(text)
      return []
    } catch {
      return [error.reason]
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    Lexer.isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  /// Whether a text has 32 hexadecimal digits, with optional dashes after the 8th, 12th, 16th and 20th.
  private static func isUUID(_ bytes: [UInt8]) -> Bool {
    var digits = 0
    var isBehindDash = false
    for byte in bytes {
      if byte == UInt8(ascii: "-") {
        guard [8, 12, 16, 20].contains(digits), !isBehindDash else { return false }
        isBehindDash = true
        continue
      }
      guard isHexadecimal(byte) else { return false }
      digits += 1
      isBehindDash = false
    }
    return digits == 32 && !isBehindDash
  }

  /// Whether a text consists of groups of four digits, the last of which may be padded with `=`.
  private static func isBase64(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty, bytes.count % 4 == 0 else { return false }
    let filling = bytes.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return bytes.dropLast(filling).allSatisfy { Escaping.isLetterOrDigit($0) || "+/".utf8.contains($0) }
  }

  private static func isDate(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10])
    else { return false }
    return (1...12).contains(month) && day >= 1 && day <= Gregorian.days(inMonth: month, of: year)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.allSatisfy(Lexer.isDigit) ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }

  /// Whether a text is a date, `T` and a time with an offset, as in kube-openapi's pattern: any character may precede
  /// the fraction, the value of the offset is not checked, and text after a second `T` is ignored.
  private static func isMoment(_ text: String) -> Bool {
    let parts = text.utf8.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 | 0x20 == UInt8(ascii: "t") }
    ).map { Array($0) }
    guard parts.count >= 2, isDate(parts[0]) else { return false }
    let time = parts[1]
    guard time.count >= 9, time[2] == UInt8(ascii: ":"), time[5] == UInt8(ascii: ":"), let hour = number(time[0..<2]),
      let minute = number(time[3..<5]), let second = number(time[6..<8]), hour <= 23, minute <= 59, second <= 59
    else { return false }
    let rest = time[8...]
    if isOffset(rest) { return true }
    let behindDigits = rest.dropFirst().drop(while: Lexer.isDigit)
    return behindDigits.startIndex > rest.startIndex + 1 && isOffset(behindDigits)
  }

  private static func isOffset(_ bytes: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(bytes)
    if bytes.count == 1 { return bytes[0] | 0x20 == UInt8(ascii: "z") }
    return bytes.count == 6 && (bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"))
      && number(bytes[1..<3]) != nil && bytes[3] == UInt8(ascii: ":") && number(bytes[4..<6]) != nil
  }
}
