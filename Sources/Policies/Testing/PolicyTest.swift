import Documents
public import Findings
import Platform

/// The results expected of policies for some requests.
public struct PolicyTest: Sendable {
  /// `metadata.name`.
  public let name: Located<String>
  /// The policies under test.
  let policies: [Located<String>]
  /// The date of the evaluation.
  let asOf: CalendarDate
  /// The folder of the catalog; if nil, the command's is used.
  let catalog: Located<String>?
  /// The file of the cost profile; if nil, the catalog's or the command's is used.
  let costProfile: Located<String>?
  /// The user who makes the requests.
  let user: String
  /// Parameters that replace those in the policy folders.
  let parameters: [PolicyParameters]?
  /// The namespaces of objects, if policies read more than their names.
  let namespaces: [NamespaceDescription]
  /// Custom resources whose plural or scope is not declared in the policy folders.
  let resources: [ResourceNames.Declaration]
  /// The requests with their expected results.
  let cases: [Case]
  let source: SourceFile

  /// A request with its expected results.
  struct Case: Sendable {
    let name: Located<String>
    /// The request, or any object for Kubernetes policies.
    let subject: Subject
    /// Parameters that replace those of the test.
    let parameters: [PolicyParameters]?
    /// Whether a policy is expected to apply; false expects that none does.
    let applies: Bool
    let expected: [Expectation]
  }

  /// A namespace with its name.
  struct NamespaceDescription: Sendable {
    let name: String
    let node: Node
  }

  /// An object in an API request.
  struct ObjectCase: Sendable {
    /// The object; nil if it is deleted.
    let object: Node?
    /// The previous state of the object.
    let before: Node?
    let operation: MatchConstraints.Operation
    let subresource: String
    /// The resource, if it is not that of the object's kind, as for subresources.
    let resource: (apiVersion: String, name: String)?
    let user: AdmissionReview.User?
    let isDryRun: Bool
    let options: Node?
  }

  /// The regions of the requests.
  var regions: Set<String> {
    Set(
      cases.compactMap { one in
        if case .request(let node) = one.subject { node["spec"]?["region"]?.text } else { nil }
      })
  }

  enum Subject: Sendable {
    case request(Node)
    case object(ObjectCase)
  }

  /// An expected finding.
  struct Expectation: Sendable {
    let code: Located<String>
    let severity: Severity?
    let message: String?
    let pointer: String?

    /// Whether a finding matches the expectation.
    func matches(_ finding: Finding) -> Bool {
      finding.code.description == code.value && severity.map { $0 == finding.severity } ?? true
        && message.map { finding.message.contains($0) } ?? true
        && pointer.map { $0 == finding.place.pointer.description } ?? true
    }

    /// The expectation in words.
    var description: String {
      var text = "`\(code.value)`"
      if let severity { text += ", \(severity.rawValue)" }
      if let message { text += ", saying `\(message)`" }
      if let pointer { text += ", at `\(pointer)`" }
      return text
    }
  }
}
