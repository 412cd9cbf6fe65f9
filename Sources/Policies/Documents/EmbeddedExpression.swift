import CEL
public import Findings

/// An expression in a document, with the places of its parts.
public struct EmbeddedExpression: Sendable {
  /// The expression.
  public let text: String
  /// The place of the expression.
  public let place: Place
  private let source: SourceFile

  init(_ text: Located<String>, in source: SourceFile) {
    self.text = text.value
    place = text.place
    self.source = source
  }

  /// The place of a part of the expression, given by UTF-8 offsets.
  public func place(of range: Range<Int>) -> Place {
    TextAlignment(of: text, at: place, in: source).place(of: range)
  }

  /// Whether a place of a file is in the expression, or at its end.
  func covers(_ offset: Int, in source: String) -> Bool {
    place.source == source && place.range.start.offset <= offset && offset <= place.range.end.offset
  }

  /// The place in the expression of a place in its file, both in UTF-8 bytes.
  func offset(ofSource offset: Int) -> Int {
    TextAlignment(of: text, at: place, in: source).offset(ofSource: offset)
  }

  /// The findings for a compile error.
  func findings(_ error: CompileError) -> [Finding] { error.issues.map { finding($0) } }

  /// The findings for a compile error in a policy, where an unknown name may be valid elsewhere: in a cluster, further
  /// down, or in a policy with parameters.
  func findings(_ error: CompileError, in dialect: Policy.Dialect) -> [Finding] {
    error.issues.map { issue in
      func finding(_ code: RuleCode, _ message: String, help: String) -> Finding {
        Finding(code: code, severity: .error, message: message, place: place(of: issue.range), help: [help])
      }
      let keeping = "remove it, or keep this policy in its cluster"
      switch issue.unknownVariable {
      case PolicyVariables.variables?:
        return finding(
          .policyExpression, "there are no variables here", help: "an expression can use the variables defined above it"
        )
      case PolicyVariables.params? where dialect == .kubernetes:
        return finding(
          .policyExpression, "there are no parameters here", help: "say with `paramKind` of which kind they are")
      case "authorizer"?, PolicyVariables.namespaceObject?:
        let name = issue.unknownVariable ?? ""
        return finding(
          .policyUnsupported, "`\(name)` has no meaning here: there is no cluster to ask", help: keeping)
      default: return issue.isRefusal ? finding(.policyUnsupported, issue.message, help: keeping) : self.finding(issue)
      }
    }
  }

  private func finding(_ issue: Issue) -> Finding {
    Finding(
      code: .policyExpression, severity: .error, message: issue.message, place: place(of: issue.range),
      help: issue.help.map { [$0] } ?? [])
  }
}
