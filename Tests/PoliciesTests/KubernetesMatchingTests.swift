import Documents
import Findings
import TestSupport
import Testing

@testable import Policies

/// Which objects policies of Kubernetes are about, decided as an API server does.
@Suite struct KubernetesMatchingTests {
  private static func review(
    _ apiVersion: String, _ kind: String, namespace: String? = "default", subresource: String = "",
    operation: String = "CREATE", name: String = "a", labels: [[String: String]] = [[:]]
  ) -> AdmissionReview {
    AdmissionReview(
      operation: operation, resource: ResourceNames().resource(apiVersion: apiVersion, kind: kind),
      subresource: subresource, name: name, namespace: namespace, labels: labels)
  }

  private static func rule(
    _ resources: [String], groups: [String] = ["*"], names: [String] = [], scope: MatchConstraints.Scope = .any,
    operations: [String] = ["*"]
  ) -> MatchConstraints.ResourceRule {
    MatchConstraints.ResourceRule(
      groups: groups, versions: ["*"], operations: operations, resources: resources, names: names, scope: scope)
  }

  @Test(arguments: [
    ("v1", "Pod", ["pods"]), ("v1", "Endpoints", ["endpoints"]), ("v1", "Service", ["services"]),
    ("networking.k8s.io/v1", "NetworkPolicy", ["networkpolicies"]), ("networking.k8s.io/v1", "Ingress", ["ingresses"]),
    ("storage.k8s.io/v1", "StorageClass", ["storageclasses"]),
    ("policy/v1", "PodDisruptionBudget", ["poddisruptionbudgets"]),
    ("storage.k8s.io/v1", "CSIStorageCapacity", ["csistoragecapacities"]),
    ("v1", "ComponentStatus", ["componentstatuses"]),
    ("networking.k8s.io/v1", "IPAddress", ["ipaddresses"]), ("tollgate/v1", "ClusterRequest", ["clusterrequests"]),
    // Of what is not built in every likely plural counts, the likeliest first.
    ("gateway.networking.k8s.io/v1", "Gateway", ["gateways", "gatewayes", "gatewaies", "gateway"]),
    ("example.com/v1", "Policy", ["policies", "policyes", "policys", "policy"]),
    ("example.com/v1", "Box", ["boxes", "boxs", "box"]),
    ("example.com/v1", "Dress", ["dresses", "dresss", "dress"]),
  ])
  func `resources have the plurals of API machinery`(apiVersion: String, kind: String, names: [String]) {
    #expect(ResourceNames().resource(apiVersion: apiVersion, kind: kind).names == names)
  }

  @Test func `a definition of a custom resource says its plural and its scope`() throws {
    let text = """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: mice.example.com}
      spec: {group: example.com, scope: Cluster, names: {kind: Mouse, plural: mice, singular: mouse}}
      """
    let names = ResourceNames(
      definitions: DocumentReader.read(SourceFile(name: "a.yaml", text: text)).documents.map(\.root))
    let resource = names.resource(apiVersion: "example.com/v1", kind: "Mouse")
    #expect(resource.names == ["mice"] && resource.scope == .cluster && !resource.isGuessed)
    #expect(names.resource(apiVersion: "example.org/v1", kind: "Mouse").names.first == "mouses")
  }

  @Test(arguments: [
    ("v1", "Namespace", ObjectScope.cluster), ("v1", "Node", .cluster), ("v1", "PersistentVolume", .cluster),
    ("rbac.authorization.k8s.io/v1", "ClusterRole", .cluster), ("rbac.authorization.k8s.io/v1", "Role", .namespaced),
    ("v1", "PersistentVolumeClaim", .namespaced), ("apps/v1", "Deployment", .namespaced),
    ("networking.k8s.io/v1", "IngressClass", .cluster), ("events.k8s.io/v1", "Event", .namespaced),
  ])
  func `built-in kinds have their scope`(apiVersion: String, kind: String, scope: ObjectScope) {
    #expect(ResourceNames().resource(apiVersion: apiVersion, kind: kind).scope == scope)
  }

  @Test func `rules match resources, subresources, scopes, names and operations`() {
    let pod = Self.review("v1", "Pod")
    let exec = Self.review("v1", "Pod", subresource: "exec", operation: "CONNECT")
    let node = Self.review("v1", "Node", namespace: nil)
    let namespace = Self.review("v1", "Namespace", namespace: "a")
    for (rule, review, mismatch) in [
      (Self.rule(["pods"]), pod, nil), (Self.rule(["pods"]), exec, .resource),
      (Self.rule(["pods/exec"]), exec, nil), (Self.rule(["pods/exec"]), pod, .resource),
      (Self.rule(["*"]), pod, nil), (Self.rule(["*"]), exec, .resource), (Self.rule(["*/*"]), exec, nil),
      (Self.rule(["*/*"]), pod, nil), (Self.rule(["*/exec"]), exec, nil), (Self.rule(["*/status"]), exec, .resource),
      (Self.rule(["pods/*"]), exec, nil), (Self.rule(["pods/*"]), pod, nil),
      (Self.rule(["services/*"]), pod, .resource),
      (Self.rule(["pods"], groups: ["apps"]), pod, .resource), (Self.rule(["pods"], groups: [""]), pod, nil),
      (Self.rule(["pods"], operations: ["UPDATE"]), pod, .operation),
      (Self.rule(["*"], scope: .cluster), pod, .scope), (Self.rule(["*"], scope: .cluster), node, nil),
      (Self.rule(["*"], scope: .namespaced), node, .scope), (Self.rule(["*"], scope: .namespaced), pod, nil),
      (Self.rule(["*"], scope: .cluster), namespace, nil), (Self.rule(["*"], scope: .namespaced), namespace, .scope),
      (Self.rule(["pods"], names: ["b", "a"]), pod, nil), (Self.rule(["pods"], names: ["b"]), pod, .name),
    ] as [(MatchConstraints.ResourceRule, AdmissionReview, MatchConstraints.Mismatch?)] {
      #expect(rule.mismatch(review) == mismatch, "\(rule) \(review.resource.name)/\(review.subresource)")
    }
  }

  @Test func `selectors ask for labels of the object, before or after, and of its namespace`() {
    func constraints(object: [String: String]? = nil, namespace: [String: String]? = nil) -> MatchConstraints {
      MatchConstraints(
        rules: [Self.rule(["*"])], exclusions: [Self.rule(["secrets"])],
        objectSelector: object.map { LabelSelector(matchLabels: $0) },
        namespaceSelector: namespace.map { LabelSelector(matchLabels: $0) })
    }
    let team = ["team": "a"]
    let review = Self.review("v1", "Pod", namespace: "prod", labels: [[:], team])
    #expect(constraints(object: team).mismatch(review) == nil)
    #expect(constraints(object: ["team": "b"]).mismatch(review) == .objectSelector)
    #expect(constraints(object: [:]).mismatch(review) == nil)
    #expect(constraints().mismatch(Self.review("v1", "Secret")) == .exclusion)
    // Without a description a namespace has the label of its name alone.
    #expect(constraints(namespace: ["kubernetes.io/metadata.name": "prod"]).mismatch(review) == nil)
    #expect(constraints(namespace: team).mismatch(review) == .namespaceSelector)
    // What lies in no namespace is not left out by the labels of one; a Namespace has its own.
    #expect(constraints(namespace: team).mismatch(Self.review("v1", "Node", namespace: nil)) == nil)
    let own = Self.review("v1", "Namespace", namespace: "prod", labels: [team])
    #expect(constraints(namespace: team).mismatch(own) == nil)
    #expect(constraints(namespace: ["team": "b"]).mismatch(own) == .namespaceSelector)
  }
}
