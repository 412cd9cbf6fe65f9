import Findings
import Requests

struct NameCharacters: Rule {
  static let code: RuleCode = "TG101"
  static let dimensions: RequestDimensions = []
  static let name = "name-characters"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The cluster's name has only lowercase ASCII letters, digits and hyphens.",
    why: """
      The control plane accepts nothing else, and the name becomes part of an S3 bucket, an EKS cluster and DNS labels. \
      Letters that look like ASCII but are not, and characters that cannot be seen, are accepted by the eye and refused \
      an hour later.
      """,
    example: "metadata: {name: My_Cluster}",
    fixed: "metadata: {name: my-cluster}",
    fix: "Rename the cluster; the help line proposes a name."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let name = draft.name else { return [] }
    var seen: Set<NameSlip> = []
    var findings: [Finding] = []
    for (index, scalar) in name.value.unicodeScalars.enumerated() where !ClusterName.isAllowed(scalar) {
      let isLast = index == name.value.unicodeScalars.count - 1
      let slip = NameSlip(scalar, isLast: isLast)
      if seen.insert(slip).inserted {
        findings.append(.character(scalar, slip, in: name, at: index))
      }
    }
    return findings
  }
}

/// The kinds of invalid characters in a name, each with its own message.
enum NameSlip: Hashable {
  case capital, underscore, dot, blank, trailingLineBreak, invisible, lookalike(Character), other

  init(_ scalar: Unicode.Scalar, isLast: Bool) {
    switch scalar {
    case "A"..."Z": self = .capital
    case "_": self = .underscore
    case ".": self = .dot
    case "\n", "\r": self = isLast ? .trailingLineBreak : .blank
    default:
      if let ascii = Lookalikes.ascii(for: scalar) {
        self = .lookalike(ascii)
      } else if scalar.properties.isWhitespace {
        self = .blank
      } else if isUnprintable(scalar) || scalar.properties.isDefaultIgnorableCodePoint {
        self = .invisible
      } else {
        self = .other
      }
    }
  }
}

extension Finding {
  fileprivate static func character(
    _ scalar: Unicode.Scalar, _ slip: NameSlip, in name: Located<String>, at index: Int
  ) -> Finding {
    let code =
      "U+" + String(repeating: "0", count: max(0, 4 - String(scalar.value, radix: 16).count))
      + String(scalar.value, radix: 16, uppercase: true)
    let message =
      switch slip {
      case .capital: "the name has a capital letter, `\(scalar)`"
      case .underscore: "the name has an underscore"
      case .dot: "the name has a dot"
      case .blank: "the name has a blank (\(code))"
      case .trailingLineBreak: "the name ends with a line break"
      case .invisible: "the name has a character that cannot be seen (\(code))"
      case .lookalike(let ascii): "the name has `\(scalar)` (\(code)), which looks like `\(ascii)` but is not"
      case .other: "the name has `\(printable(String(scalar)))` (\(code))"
      }
    var help: [String] = []
    if let suggestion = ClusterName.suggestion(for: name.value) { help.append("for example `\(suggestion)`") }
    if slip == .trailingLineBreak { help.append("write the name on one line, without `|` or `>`") }
    var finding = Finding(
      NameCharacters.self, message, at: name.place.narrowed(to: index..<index + 1, of: name.value), help: help,
      notes: ["only lowercase ASCII letters, digits and hyphens are allowed"])
    finding.edit = ClusterName.inLowercase(name.value).flatMap { Edit.value($0, for: name) }
    return finding
  }
}
