import Documents
public import Findings
public import Money
public import Platform

/// A complete request to create a cluster: every field that is needed is there and of the right type. Whether it may
/// pass is for the rules to say.
public struct ClusterRequest: Sendable {
  /// The cluster's name.
  public let name: String
  /// What the organisation says of the request; stays local.
  public let labels: [String: String]
  /// The cloud; `aws` is the only one yet.
  public let provider: String
  /// The AWS region.
  public let region: String
  /// The role that the control plane assumes.
  public let roleArn: String
  /// The secret that the role's trust policy asks for.
  public let externalId: ExternalID
  /// The instance types that the cluster may use.
  public let instanceTypes: [String]
  /// Whether cost-savings mode is asked for.
  public let costSavings: Bool
  /// How much the cluster will be used; for estimates only.
  public let workload: Workload

  /// The request's canonical form (RFC 8785) with defaults filled in, and without the external id: a request reads the
  /// same in YAML and in JSON, and two that differ in the secret alone are the same request.
  public var canonicalForm: String {
    JSONValue.object([
      ("apiVersion", .string(RequestReader.apiVersion)),
      ("kind", .string(RequestReader.kind)),
      (
        "metadata",
        .object([
          ("name", .string(name)),
          ("labels", .object(labels.map { ($0.key, .string($0.value)) })),
        ])
      ),
      (
        "spec",
        .object([
          ("provider", .string(provider)),
          ("region", .string(region)),
          ("roleArn", .string(roleArn)),
          ("instanceTypes", .array(instanceTypes.map { .string($0) })),
          ("costSavings", .boolean(costSavings)),
          (
            "workload",
            .object([
              (
                "computeNodes",
                .object([("min", .integer(workload.minimumNodes)), ("max", .integer(workload.maximumNodes))])
              ),
              ("utilization", .double(workload.utilization.double)),
            ])
          ),
        ])
      ),
    ]).canonical
  }

  /// The SHA-256 digest of the canonical form.
  public var digest: Digest { Digest(sha256: canonicalForm.utf8) }
}

/// Where the external id comes from.
public enum ExternalID: Sendable, Equatable {
  /// It stands in the document.
  case written(Secret)
  /// It is in an environment variable when the request is submitted.
  case environment(variable: String)
  /// It was handed over beside the document: taken from the environment variable that the document names, the command
  /// line or standard input.
  case given(Secret, from: String?)

  /// The secret itself; nil while it is still in the environment.
  public var secret: Secret? {
    switch self {
    case .written(let secret), .given(let secret, _): secret
    case .environment: nil
    }
  }

  /// The variable of the environment that it is from; nil if it is from none.
  public var variable: String? {
    switch self {
    case .environment(let variable): variable
    case .given(_, let variable): variable
    case .written: nil
    }
  }
}

/// How much a cluster will be used, in normal mode.
public struct Workload: Sendable, Equatable {
  /// Compute nodes that a cluster can have: EKS supports 100,000 (AWS, "Amazon EKS enables ultra scale AI/ML workloads
  /// with support for 100K nodes per cluster", July 2025).
  public static let nodeLimit = 100_000

  /// Compute nodes that are always up.
  public let minimumNodes: Int
  /// Compute nodes at most.
  public let maximumNodes: Int
  /// The mean share of the nodes above the minimum that is in use, 0 to 1.
  public let utilization: Quantity
  /// Which of these the request leaves to the default.
  public let assumed: Set<Assumption>

  /// A part of a workload that a request may leave out.
  public enum Assumption: String, Sendable, CaseIterable {
    /// The numbers of compute nodes.
    case computeNodes
    /// The utilisation.
    case utilization
  }

  /// A workload; `assumed` names what is a default.
  public init(minimumNodes: Int, maximumNodes: Int, utilization: Quantity, assumed: Set<Assumption> = []) {
    self.minimumNodes = minimumNodes
    self.maximumNodes = maximumNodes
    self.utilization = utilization
    self.assumed = assumed
  }

  /// Two to eight nodes, three tenths of the difference in use: upstream publishes no figures, so every output that
  /// rests on these says so.
  public static let standard = Workload(
    minimumNodes: 2, maximumNodes: 8, utilization: Quantity("0.3") ?? .zero, assumed: Set(Assumption.allCases))
}
