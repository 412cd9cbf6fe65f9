import Documents
public import Findings
import Platform

/// What policies are expected to say of some requests.
public struct PolicyTest: Sendable {
  /// `metadata.name`.
  public let name: Located<String>
  /// The policies under test.
  let policies: [Located<String>]
  /// The day.
  let asOf: CalendarDate
  /// The folder of the catalog to use; else the command's.
  let catalog: Located<String>?
  /// The file of the cost profile to use; else the catalog's, or the command's.
  let costProfile: Located<String>?
  /// Who asks.
  let user: String
  /// Parameters in place of those of the policy folders.
  let parameters: [PolicyParameters]?
  /// The namespaces that objects lie in, as far as policies ask for more than their names.
  let namespaces: [NamespaceDescription]
  /// Custom resources whose plural or scope no definition in the policy folders declares.
  let resources: [ResourceNames.Declaration]
  /// What is expected of which request.
  let cases: [Case]
  let source: SourceFile

  /// One request and what is expected of it.
  struct Case: Sendable {
    let name: Located<String>
    /// The request, or any object for policies of Kubernetes.
    let subject: Subject
    /// Parameters in place of the test's.
    let parameters: [PolicyParameters]?
    /// Whether a policy is expected to be about it: with false that none is.
    let applies: Bool
    let expected: [Expectation]
  }

  /// A namespace by its name.
  struct NamespaceDescription: Sendable {
    let name: String
    let node: Node
  }

  /// An object on its way to an API server.
  struct ObjectCase: Sendable {
    /// Nil where it is deleted.
    let object: Node?
    /// What it was before.
    let before: Node?
    let operation: MatchConstraints.Operation
    let subresource: String
    /// The resource, where it is not that of the object's kind, as for subresources.
    let resource: (apiVersion: String, name: String)?
    let user: AdmissionReview.User?
    let isDryRun: Bool
    let options: Node?
  }

  /// The regions that its requests name.
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

  /// A finding that is expected.
  struct Expectation: Sendable {
    let code: Located<String>
    let severity: Severity?
    let message: String?
    let pointer: String?

    /// Whether a finding is the one that is expected.
    func matches(_ finding: Finding) -> Bool {
      finding.code.description == code.value && severity.map { $0 == finding.severity } ?? true
        && message.map { finding.message.contains($0) } ?? true
        && pointer.map { $0 == finding.place.pointer.description } ?? true
    }

    /// What is expected, in words.
    var description: String {
      var text = "`\(code.value)`"
      if let severity { text += ", \(severity.rawValue)" }
      if let message { text += ", saying `\(message)`" }
      if let pointer { text += ", at `\(pointer)`" }
      return text
    }
  }
}
