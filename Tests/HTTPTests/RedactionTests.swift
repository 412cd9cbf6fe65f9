import Documents
import Findings
import Foundation
import TestSupport
import Testing

@testable import HTTP

@Suite struct RedactionTests {
  private let secret = "ext-SECRET/0123+456:789=@,."

  private func redacted(_ text: String, _ secrets: String...) -> String {
    Redaction().adding((secrets.isEmpty ? [secret] : secrets).map { Secret($0) }).text(text).redacted
  }

  @Test(arguments: [
    ("bad s3cret/+ here", "bad <redacted> here"), ("s3cret/+ s3cret/+", "<redacted> <redacted>"),
    ("s3cret", "s3cret"), ("s3cret/+\u{301}", "<redacted>\u{301}"), ("s3cret%2F%2B", "<redacted>"), ("", ""),
    ("s3cret/+s3cret/+", "<redacted>"),
  ])
  func `secrets are taken out byte by byte`(text: String, expected: String) {
    #expect(Array(redacted(text, "s3cret/+", "").utf8) == Array(expected.utf8))
  }

  /// Every form of the secret, each by a writer of its own.
  private var forms: [String: String] {
    let bytes = Array(secret.utf8)
    func percent(_ format: String) -> String { bytes.map { String(format: "%%" + format, $0) }.joined() }
    func escaped(_ format: String) -> String { bytes.map { String(format: format, $0) }.joined() }
    var forms = [
      "plain": secret, "upper case": secret.uppercased(), "lower case": secret.lowercased(),
      "percent, upper": percent("%02X"), "percent, lower": percent("%02x"),
      "percent, as URLs have it": secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
      "percent, twice": percent("%02x").replacing("%", with: "%25"),
      "JSON, as numbers": escaped("\\u%04x"), "JSON, solidus": secret.replacing("/", with: "\\/"),
      "JSON, twice": escaped("\\\\u%04X"), "C": escaped("\\x%02x"), "C, octal": escaped("\\%03o"),
      "Swift": escaped("\\u{%x}"), "HTML, decimal": escaped("&#%d;"), "HTML, hexadecimal": escaped("&#x%X;"),
      "HTML, names": secret.replacing("+", with: "&plus;").replacing("/", with: "&sol;").replacing(
        "=", with: "&equals;"),
      "HTML in JSON": escaped("&#%d;").replacing("&", with: "\\u0026"),
      "hexadecimal": escaped("%02x"), "hexadecimal, upper": escaped("%02X"),
      "spaced out": secret.map { String($0) }.joined(separator: " "),
      "wrapped": secret.prefix(9) + "\r\n  " + secret.dropFirst(9),
      "of no width": secret.map { String($0) }.joined(separator: "\u{200B}"),
    ]
    for (name, before) in [("0", ""), ("1", "u"), ("2", "u:"), ("3", "ab:")] {
      let base64 = Data((before + secret + "}").utf8).base64EncodedString()
      forms["Base64 after \(name)"] = base64
      forms["Base64 for URLs after \(name)"] = base64.replacing("+", with: "-").replacing("/", with: "_")
    }
    return forms
  }

  @Test func `a secret is found in every form`() {
    for (name, form) in forms {
      for (before, after) in [("", ""), ("id ", " refused"), ("\"", "\","), ("=", "&x=1"), ("(", ")")] {
        let shown = redacted(before + form + after)
        #expect(shown.hasPrefix(before) && shown.hasSuffix(after) && shown.contains("<redacted>"), "\(name): \(shown)")
        // What Base64 has of the neighbours stays.
        let left = shown.replacing("<redacted>", with: "").count - before.count - after.count
        #expect(left <= (name.hasPrefix("Base64") ? 8 : 0), "\(name): \(shown)")
      }
    }
  }

  @Test func `a beginning is taken out from eight bytes on, another part from twelve on`() {
    for length in 0...secret.utf8.count {
      let start = String(secret.prefix(length))
      #expect(redacted("id \(start)… bad") == (length < 8 ? "id \(start)… bad" : "id <redacted>… bad"), "\(length)")
      let end = String(secret.suffix(length))
      #expect(redacted("…\(end)!").contains("<redacted>") == (length >= 12), "\(length)")
    }
    for (name, form) in forms where !name.contains("Base64") {
      let half = String(form.prefix(form.count / 2))
      #expect(redacted("id \(half)…").hasPrefix("id <redacted>"), "\(name): \(half)")
    }
  }

  @Test(arguments: [
    ("abc", "abc is abc", "abc is abc"), ("", "nothing", "nothing"),
    ("four", "four fourth 4four (FOUR)", "<redacted> fourth 4four (<redacted>)"),
    ("seven77", "seven77, seven7", "<redacted>, seven7"), ("a/+b", "=a%2F%2Bb&", "=<redacted>&"),
    ("a", "banana", "banana"),
  ])
  func `a short secret hides no text but itself`(secret: String, text: String, expected: String) {
    #expect(redacted(text, secret) == expected)
  }

  @Test func `texts without a secret stay as they are`() {
    let texts = [
      "the external id is wrong", "AccessDenied for role arn:aws:iam::123456789012:role/x", "100%", "a\\b\\",
      "&amp &;&#;",
      "%", "%2", "\\u12", "\\u{", "&#99999999;", "\\ud800", "🚀 \u{301}", "ext-SEC 0123",
      String(repeating: "%25", count: 99),
    ]
    for text in texts { #expect(Array(redacted(text).utf8) == Array(text.utf8)) }
  }

  @Test func `a secret is found as JSON writes it, and one that is a part of another does not hide it`() {
    let all = ["first\"secret", "first\"secret and more"]
    for secret in all {
      #expect(Redaction().adding(all.map { Secret($0) }).text("x first\\\"secret, y").redacted == "x <redacted>, y")
      #expect(redacted(secret, all[0], all[1]) == "<redacted>")
    }
  }

  @Test(arguments: ["%87Eoe\\Pk4GZ", "a%41b\"c\\d", "\\u0041%20\"x", "&lt;%3C\"\\n"])
  func `a secret that holds what looks like an escape is found as JSON writes it`(secret: String) {
    let json = String(JSONValue.string(secret).canonical.dropFirst().dropLast())
    for form in [secret, json, PercentEncoding.encode(secret), PercentEncoding.encode(json)] {
      #expect(redacted("before \(form) after", secret) == "before <redacted> after", "\(form)")
    }
  }

  @Test func `random secrets are found in random texts`() {
    var generator = SeededGenerator(seed: 8)
    let characters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+=,.@:/-_\"\\&%äß🚀")
    for _ in 0..<300 {
      let secret = String(
        (0..<Int.random(in: 8...40, using: &generator)).map { _ in characters.randomElement(using: &generator) ?? "a" })
      let redaction = Redaction().adding([Secret(secret)])
      let forms = [
        secret, JSONValue.string(secret).canonical, PercentEncoding.encode(secret),
        PercentEncoding.encode(PercentEncoding.encode(secret)), Data(secret.utf8).base64EncodedString(),
      ]
      for form in forms {
        let shown = redaction.text("before \(form) after").redacted
        #expect(
          shown.hasPrefix("before ") && shown.contains("<redacted>") && shown.hasSuffix(" after"), "\(secret): \(shown)"
        )
        #expect(!shown.contains(form))
      }
    }
  }

  @Test func `a long text is cut, and more secrets than are known take out everything`() {
    let text = redacted(String(repeating: "x", count: 100_000))
    #expect(text.utf8.count == 16_384 + "…".utf8.count)
    let few = Redaction(capacity: 200).adding([Secret(secret)])
    #expect(few.text("anything").redacted == "anything")
    let many = few.adding((0..<9).map { Secret("another secret, the number \($0)") })
    #expect(many.text("anything").redacted == "<redacted>")
    #expect(many.text("").redacted == "")
  }

  @Test func `a text of a server shows itself without secrets, however it is printed`() {
    let text = Redaction().adding([Secret(secret)]).text("\u{1B}[31m" + secret)
    for shown in ["\(text)", String(reflecting: text), text.shown(limit: 99), "\([text])", "\(Optional(text) as Any)"] {
      #expect(!shown.contains("SECRET") && !shown.contains("\u{1B}"))
    }
    #expect(text == "\u{1B}[31m" + secret)
    #expect(text.isRedacted)
    var dumped = ""
    dump(text, to: &dumped)
    #expect(!dumped.contains("SECRET"))
  }
}
