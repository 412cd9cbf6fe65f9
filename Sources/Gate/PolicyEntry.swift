import Documents
import Findings
import Platform

/// An element of `policies` in a configuration: a path, or a path and a digest.
struct PolicyEntry {
  let path: Located<String>
  let digest: Located<Digest>?

  private static let fields = [
    TreeDecoder.Field("path", "path: policies"), TreeDecoder.Field("sha256", "sha256: 0f3a…"),
  ]

  /// Reads an element; nil, with a finding, for anything else.
  init?(_ node: Node, _ decoder: inout TreeDecoder) {
    decoder.mayBe(.text, node)
    if case .string(let path) = node.value {
      (self.path, digest) = (Located(path, at: node.place), nil)
      return
    }
    guard case .mapping = node.value else {
      decoder.report(.wrongType("an element of `policies`", expected: "a path, or a mapping", node))
      return nil
    }
    let fields = decoder.fields(of: node, title: "an element of `policies`", known: Self.fields)
    let digest = decoder.string("sha256", in: fields, isRequired: true)
    guard let path = decoder.string("path", in: fields, isRequired: true), let digest else { return nil }
    guard let known = Digest(hexadecimal: digest.value) else {
      decoder.report(
        Finding(
          code: .configuration, severity: .error, message: "`sha256` should be 64 hexadecimal digits in lower case",
          place: digest.place, help: ["`tollgate policy digest` prints them"]))
      return nil
    }
    (self.path, self.digest) = (path, Located(known, at: digest.place))
  }
}
