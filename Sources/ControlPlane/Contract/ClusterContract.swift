import Documents
import Findings
import HTTP
import Requests

/// One generation of the control plane's contract: it writes the body of a creation and reads clusters in answers.
protocol ClusterContract {
  /// `spec` of the body that asks for a cluster.
  static func spec(of specification: ClusterSpecification, externalId: String) -> JSONValue
  /// What a cluster's answer says in this generation's form; nil if it is not in this form.
  static func read(spec: ServerAnswer, status: ServerAnswer?) -> ClusterPlacement?
}

extension Generation {
  var contract: any ClusterContract.Type {
    switch self {
    case .kubernetes: KubernetesContract.self
    case .direct: DirectContract.self
    }
  }
}

/// What the generations say of a cluster in different forms. Omitted values are nil.
struct ClusterPlacement {
  var region: ServerText?
  var regions: [ServerText] = []
  var regionStates: [Cluster.RegionState] = []
  var roleArn: ServerText?
  var externalId: Secret?
  var instanceTypes: [ServerText]?
  var performanceProfile: ServerText?
  var bucket: ServerText?
}

/// The kind of cluster that this client creates.
let byocClusterType = "CLUSTER_TYPE_BYOC"
