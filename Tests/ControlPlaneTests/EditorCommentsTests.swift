import Findings
import Requests
import TestSupport
import Testing

@testable import ControlPlane

@Suite struct EditorCommentsTests {
  private func findings(_ text: String) -> [Finding] { RequestText.drafts(text).flatMap(\.findings) }

  @Test(arguments: ["a: 1\nb: 2\n", "a: 1", "a: 1\r\nb: 2\r\n", "# mine\na: 1\n", "x:\n  - 1\n  # mine too\n  - 2\n"])
  func `comments are taken out again, and lines keep their numbers`(text: String) {
    let commented = EditorComments.adding(findings(text), to: text)
    #expect(commented.contains("# tollgate: "))
    #expect(EditorComments.removing(from: commented) == (text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"))
    #expect(EditorComments.removing(from: EditorComments.adding([], to: text)).hasPrefix(text))
  }

  @Test func `a finding stands above its line, with its help`() {
    let parts = RequestParts(
      name: "a", region: "us-east-1", roleArn: "x", instanceTypes: ["m7i.xlarge"], costSavings: true)
    let text = parts.yaml.replacing("  provider: aws\n", with: "  provider: gcp\n")
    let commented = EditorComments.adding(findings(text), to: text)
    #expect(
      commented.contains(
        "  # tollgate: error[TG015]: the provider `gcp` is not supported\n"
          + "  # tollgate:   help: write `aws`, or leave it out\n  provider: gcp\n"))
  }

  @Test(arguments: ["", "\n\n", "# only this\n", "  \t\r\n"])
  func `a text of comments and blanks is empty`(text: String) {
    #expect(EditorComments.isEmpty(text))
    #expect(!EditorComments.isEmpty(text + "a: 1"))
  }

  @Test(arguments: ["a", "true", "1", "x: y", "a\nb", "\"", "#", "", "é", "a-", "null", "- a", "{}", "a:b", "🙂"])
  func `any flag reads back as it was given`(value: String) throws {
    let parts = RequestParts(
      name: value, region: value, roleArn: value, instanceTypes: [value, "b"], costSavings: false)
    let draft = try #require(RequestText.drafts(parts.yaml).first)
    #expect(draft.name?.value == value)
    #expect(draft.roleArn?.value == value)
    #expect(draft.instanceTypes.map(\.value) == [value, "b"])
    #expect(draft.findings.isEmpty)
  }
}
