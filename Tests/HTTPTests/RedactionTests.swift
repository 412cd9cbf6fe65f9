import Documents
import Testing

@testable import HTTP

@Suite struct RedactionTests {
  @Test(arguments: [
    ("bad s3cret/+ here", "bad <redacted> here"), ("s3cret/+s3cret/+", "<redacted><redacted>"), ("s3cret", "s3cret"),
    ("s3cret/+\u{301}", "<redacted>\u{301}"), ("s3cret%2F%2B", "<redacted>"), ("", ""),
  ])
  func `secrets are taken out byte by byte`(text: String, expected: String) {
    let redaction = Redaction().adding([Secret("s3cret/+"), Secret("")])
    #expect(Array(redaction.redact(text).utf8) == Array(expected.utf8))
  }

  @Test func `a secret is found as JSON writes it, and one that is a part of another does not hide it`() {
    let redaction = Redaction().adding([Secret("a\"b"), Secret("a\"bc")])
    #expect(redaction.redact("x a\\\"b y") == "x <redacted> y")
    #expect(!redaction.redact("a\"bc").contains("a\"b"))
  }
}
