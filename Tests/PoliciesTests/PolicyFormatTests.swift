import Documents
import Findings
import Foundation
import Policies
import TestSupport
import Testing

@Suite struct PolicyFormatTests {
  @Test func `expressions are laid out, and comments, quotes and order stay`() {
    let text = """
      # Ours.
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: a}   # short
      spec:
        validations:
          - expression: object.spec.region=='us-east-1'   # where we are
            message: "x==y"
          - {name: flow, expression: "[1,2].size()>0"}
          - expression: |
              object.metadata.name.size()>3&&object.metadata.name.size()<30&&object.metadata.name.startsWith('vision-')

            # next
          - expression: 'has(object.spec.externalId) // kept'
      """
    let expected = """
      # Ours.
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: a}   # short
      spec:
        validations:
          - expression: object.spec.region == 'us-east-1'   # where we are
            message: "x==y"
          - {name: flow, expression: "[1, 2].size() > 0"}
          - expression: >-
              object.metadata.name.size() > 3
                && object.metadata.name.size() < 30
                && object.metadata.name.startsWith('vision-')

            # next
          - expression: 'has(object.spec.externalId) // kept'
      """
    let once = PolicyFormat(SourceFile(name: "a.yaml", text: text))
    #expect(once.errors.isEmpty)
    #expect(once.formatted == expected)
    #expect(PolicyFormat(SourceFile(name: "a.yaml", text: expected)).formatted == expected)
  }

  @Test func `the shipped policies are formatted`() throws {
    let folder = Repository.path + "/Policies"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".yaml") {
      let source = try SourceFile(reading: folder + "/" + name)
      #expect(PolicyFormat(source).formatted == String(decoding: source.bytes, as: UTF8.self), "\(name)")
    }
  }

  @Test func `what is no expression of the policy, or would lose a comment, stays`() {
    let text = """
      apiVersion: tollgate/v1
      kind: Policy
      metadata: {name: a}
      spec:
        paramSchema:
          type: object
          properties: {o: {type: object, properties: {expression: {type: string}}, default: {expression: "a-b"}}}
        validations:
          - expression: >- # why
              1==1
          - expression: "a b +"
          - expression: "f((a  "
      """
    #expect(PolicyFormat(SourceFile(name: "a.yaml", text: text)).formatted == text)
  }

  @Test func `line endings stay`() {
    let lines = [
      "apiVersion: tollgate/v1", "kind: Policy", "metadata: {name: a}", "spec:", "  validations:",
      "    - expression: >-", "        1==1", "      message: m", "",
    ]
    let formatted = PolicyFormat(SourceFile(name: "a.yaml", text: lines.joined(separator: "\r\n"))).formatted
    #expect(formatted.contains("expression: 1 == 1\r\n"))
    #expect(!formatted.unicodeScalars.split(separator: "\r\n".unicodeScalars).joined().contains("\n"))
  }

  @Test func `what is not YAML is an error and is left alone`() {
    let format = PolicyFormat(SourceFile(name: "a.yaml", text: "kind: Policy\nspec: ["))
    #expect(!format.errors.isEmpty && format.formatted == "kind: Policy\nspec: [")
  }
}
