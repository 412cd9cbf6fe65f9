import Documents
import Findings
import TestSupport
import Testing

@testable import Requests

@Suite struct RequestReaderTests {
  @Test func `a complete request has every part`() throws {
    let draft = try #require(RequestText.drafts(RequestText.approved).first)
    #expect(draft.findings == [])
    let request = try #require(draft.complete)
    #expect(request.name == "vision-train")
    #expect(request.provider == "aws")
    #expect(request.externalId == .environment(variable: "LIGHTNING_EXTERNAL_ID"))
    #expect(request.instanceTypes == ["m7i.xlarge"])
    #expect(request.costSavings)
    #expect(!request.capacityReservation)
    #expect(request.workload == .standard)
  }

  @Test(arguments: [
    ("apiVersion: tollgate/v2", "TG010", "`apiVersion` is `tollgate/v2`, not `tollgate/v1`"),
    ("kind: ClusterRequset", "TG011", "`kind` is `ClusterRequset`, not `ClusterRequest`"),
    ("apiVersion: null", "TG014", "the document lacks the field `apiVersion`"),
    ("metadata: null", "TG014", "the document lacks the field `metadata`"),
    ("spec: null", "TG014", "the document lacks the field `spec`"),
    ("metadata: {name: null}", "TG014", "`metadata` lacks the field `name`"),
    ("metadata: {name: 42}", "TG013", "`name` should be a string, not a whole number"),
    ("metadata: {description: 42}", "TG013", "`description` should be a string, not a whole number"),
    ("metadata: {labels: [a]}", "TG013", "`labels` should be a mapping, not a list"),
    ("metadata: {labels: {cost-center: 4711}}", "TG013", "`labels.cost-center` should be a string, not a whole number"),
    ("spec: {costSavings: null}", "TG014", "`spec` lacks the field `costSavings`"),
    ("spec: {costSavings: \"true\"}", "TG013", "`costSavings` should be `true` or `false`, not a string"),
    (
      "spec: {capacityReservation: 1}", "TG013", "`capacityReservation` should be `true` or `false`, not a whole number"
    ),
    ("spec: {instanceType: [m5.large]}", "TG012", "`spec` has no field `instanceType`"),
    ("spec: {instanceTypes: m5.large}", "TG013", "`instanceTypes` should be a list, not a string"),
    (
      "spec: {instanceTypes: [m5.large, 5]}", "TG013",
      "an element of `instanceTypes` should be a string, not a whole number"
    ),
    ("spec: {provider: gcp}", "TG015", "the provider `gcp` is not supported"),
    ("spec: {externalIdFrom: null}", "TG014", "`spec` lacks the field `externalIdFrom`"),
    ("spec: {externalIdFrom: {env: null}}", "TG014", "`externalIdFrom` lacks the field `env`"),
    ("spec: {externalIdFrom: {env: a-b}}", "TG016", "`env` should be the name of an environment variable"),
    ("spec: {externalIdFrom: {env: 1A}}", "TG016", "`env` should be the name of an environment variable"),
    ("spec: {externalId: abcdefghijklmnopqrstuvwxyz}", "TG016", "`externalId` and `externalIdFrom` exclude each other"),
    ("spec: {externalId: 12345, externalIdFrom: null}", "TG013", "`externalId` should be a string, not a whole number"),
    ("spec: {workload: []}", "TG013", "`workload` should be a mapping, not a list"),
    ("spec: {workload: {load: high}}", "TG013", "`load` should be a number, not a string"),
    ("spec: {workload: {computeNodes: {min: 1.5, max: 2}}}", "TG013", "`min` should be a whole number, not a number"),
    ("spec: {workload: {computeNodes: {min: 1}}}", "TG014", "`computeNodes` lacks the field `max`"),
    ("spec: {workload: {nodes: 3}}", "TG012", "`workload` has no field `nodes`"),
  ])
  func `a mistake of form is one finding`(patch: String, code: String, message: String) throws {
    let text = try RequestText.patched(patch)
    let draft = try #require(RequestText.drafts(text, name: "a.json").first)
    #expect(draft.findings.map(\.code.description) == [code])
    #expect(draft.findings.map(\.message) == [message])
  }

  @Test(arguments: [
    ("metadata: {name: x-abcdefghijklmnopqrstuvwxyz}", "metadata.name"),
    ("metadata: {description: for abcdefghijklmnopqrstuvwxyz}", "metadata.description"),
    ("metadata: {labels: {team: \"%41BCDEFGHIJKLMNOPQRSTUVWXYZ\"}}", "metadata.labels"),
    ("metadata: {labels: {abcdefghijklmnopqrstuvwxyz: b}}", "metadata.labels"),
    ("spec: {region: abcdefghijklmnopqrstuvwxyz}", "spec.region"),
    ("spec: {provider: aws-Abcdefghijklmnopqrstuvwxyz}", "spec.provider"),
    ("spec: {instanceTypes: [m7i.xlarge, abcdefghijklmnopqrstuvwxyz.l]}", "spec.instanceTypes"),
    ("spec: {roleArn: \"arn:aws:iam::123456789012:role/abcdefghijklmnopqrstuvwxyz\"}", "spec.roleArn"),
  ])
  func `a field that repeats the whole external id is a finding, and is left out`(patch: String, field: String) throws {
    let text = try RequestText.patched(patch).replacing(
      #""externalIdFrom":{"env":"LIGHTNING_EXTERNAL_ID"}"#, with: #""externalId":"abcdefghijklmnopqrstuvwxyz""#)
    let draft = try #require(RequestText.drafts(text, name: "a.json").first)
    let finding = try #require(draft.findings.last { $0.code == "TG017" })
    #expect(finding.message == "`\(field)` repeats the external id, or eight characters of it, which is a secret")
    let left = [
      draft.name?.value, draft.region?.value, draft.roleArn?.value, draft.provider?.value, draft.description?.value,
    ]
    let shown =
      left.compactMap(\.self) + draft.instanceTypes.map(\.value)
      + draft.labels.flatMap { [$0.key.value, $0.value.value] }
    #expect(!shown.contains { $0.lowercased().contains("bcdefghijklmnopqrstuvwxyz") })
  }

  @Test(arguments: [
    ("lightning-byoc-a5xQ9vR2mK8t", "metadata: {name: lightning-byoc}", 2),
    ("prod", "metadata: {labels: {a: Prod}}", 1),
    ("a5xQ9vR2mK8tL4wZ7nB3c", "metadata: {labels: {a: x-mK8tL4wZ}}", 1),
    ("a5xQ9vR2mK8tL4wZ7nB3c", "metadata: {labels: {a: x-mK8tL4w}}", 0), ("prod", "metadata: {labels: {a: prod-1}}", 0),
    ("lab-us-east-1-a5xQ9vR2mK8t", "spec: {region: us-east-1}", 0), ("lab-a5xQ9vR2-x9", "spec: {region: a5xQ9vR2}", 1),
    ("123456789012", "spec: {region: us-east-1}", 0),
  ])
  func `a field may have seven characters of the external id, not eight`(id: String, patch: String, count: Int) throws {
    let text = try RequestText.patched(patch).replacing(
      #""externalIdFrom":{"env":"LIGHTNING_EXTERNAL_ID"}"#, with: #""externalId":"\#(id)""#)
    let draft = try #require(RequestText.drafts(text, name: "a.json").first)
    #expect(draft.findings.map(\.code.description) == Array(repeating: "TG017", count: count))
  }

  @Test(arguments: [
    ("instanceType: [m5.large], instanceTypes: null", "did you mean `instanceTypes`?"),
    ("instanceType: [m5.large]", "remove it; `instanceTypes` is given already"),
  ])
  func `an unknown field gets the name that was meant, unless it is there already`(spec: String, help: String) throws {
    let draft = try #require(
      RequestText.drafts(try RequestText.patched("spec: {\(spec)}"), name: "a.json").first)
    #expect(draft.findings.first?.help == [help])
    #expect(draft.findings.first?.place.pointer.description == "/spec/instanceType")
  }

  @Test(arguments: ["[]", "just text", "42", "null\n---\n- a"])
  func `a document that is no mapping is a finding`(text: String) throws {
    let draft = try #require(RequestText.drafts(text).first)
    #expect(draft.findings.map(\.code.description) == ["TG013"])
    #expect(draft.complete == nil)
  }

  @Test(arguments: [
    "kind: ClusterRequset\napiVersion: tollgate/v1", "apiVersion: tollgate/v2\nkind: ClusterRequest",
    "kind: clusterrequest",
    "apiVersion: Tollgate/v1", "apiVersion: tolgate/v1\nkind: Cluster",
  ])
  func `near misses are not passed over`(text: String) {
    let file = DocumentReader.read(SourceFile(name: "a.yaml", text: text))
    #expect(RequestReader.read(file, skippingOthers: true).drafts.count == 1)
  }

  @Test(arguments: [
    "apiVersion: v1\nkind: Pod", "a: 1", "- 1", "apiVersion: tollgate/v1\nkind: Configuration",
    "apiVersion: tollgate/v1\nkind: CostProfile", "kind: 4", "apps: [1]",
  ])
  func `documents of others are passed over in folders only`(text: String) {
    let file = DocumentReader.read(SourceFile(name: "a.yaml", text: text))
    #expect(RequestReader.read(file, skippingOthers: true).drafts.isEmpty)
    #expect(RequestReader.read(file, skippingOthers: true).skipped == 1)
    #expect(RequestReader.read(file, skippingOthers: false).drafts.count == 1)
  }

  @Test func `empty documents are nothing`() {
    let file = DocumentReader.read(SourceFile(name: "a.yaml", text: "# only a comment\n---\n---\n"))
    #expect(RequestReader.read(file, skippingOthers: false).drafts.isEmpty)
    #expect(RequestReader.read(file, skippingOthers: false).skipped == 0)
  }

  @Test func `YAML and JSON of one request have one digest, without the secret`() throws {
    let yaml = try #require(RequestText.drafts(RequestText.approved).first?.complete)
    let json = try #require(RequestText.drafts(try RequestText.patched("{}"), name: "a.json").first?.complete)
    #expect(yaml.canonicalForm == json.canonicalForm)
    #expect(
      yaml.canonicalForm
        == #"{"apiVersion":"tollgate/v1","kind":"ClusterRequest","metadata":{"labels":{},"name":"vision-train"},"#
        + #""spec":{"costSavings":true,"instanceTypes":["m7i.xlarge"],"provider":"aws","region":"us-east-1","#
        + #""roleArn":"arn:aws:iam::123456789012:role/lightning-byoc","workload":{"computeNodes":{"max":8,"min":2},"load":0.1}}}"#
    )
    #expect(yaml.digest == json.digest)
    let secret = try RequestText.patched("spec: {externalIdFrom: null, externalId: s3cr3ts3cr3ts3cr3ts3cr3t}")
    let written = try #require(RequestText.drafts(secret, name: "a.json").first?.complete)
    #expect(written.digest == yaml.digest)
    #expect(!"\(written)".contains("s3cr3t"))
    let other = try #require(
      RequestText.drafts(try RequestText.patched("spec: {costSavings: false}"), name: "a.json").first?.complete)
    #expect(other.digest != yaml.digest)
  }

  @Test func `reserved capacity is part of a request only if it is there`() throws {
    func request(_ patch: String) throws -> ClusterRequest {
      try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first?.complete)
    }
    let reserved = try request("spec: {capacityReservation: true}")
    #expect(reserved.capacityReservation)
    #expect(reserved.canonicalForm.contains(#""capacityReservation":true,"costSavings":true"#))
    let other = try request("spec: {capacityReservation: false}")
    #expect(!other.capacityReservation && other.digest != reserved.digest)
    // Requests of before there was the field keep their digests.
    #expect(try other.digest == request("{}").digest)
  }

  @Test func `a workload without meaning leaves the request incomplete`() throws {
    for patch in [
      "spec: {workload: {computeNodes: {min: 9, max: 1}}}", "spec: {workload: {computeNodes: {min: -1, max: 1}}}",
      "spec: {workload: {computeNodes: {min: 1, max: 100001}}}", "spec: {workload: {load: 9}}",
    ] {
      let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
      #expect(draft.complete == nil, "\(patch)")
    }
  }

  @Test func `ten thousand damaged requests neither crash nor hang nor show the secret`() async throws {
    var generator = SeededGenerator(seed: 1)
    let yaml = RequestText.approved.replacing(
      "externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}",
      with: "externalId: &id s3cr3ts3cr3ts3cr3ts3cr3t\n  workload: {computeNodes: {min: 1, max: 8}, load: 0.35}")
    let bases = [
      ("a.yaml", Array((yaml + "\n---\n" + yaml).utf8)), ("a.json", Array(try RequestText.patched("{}").utf8)),
      ("a.ndjson", Array((try RequestText.patched("{}") + "\n" + (try RequestText.patched("spec: null"))).utf8)),
      ("stdin", Array(RequestText.approved.utf8)),
    ]
    var findings = 0
    for round in 0..<10_000 {
      if round.isMultiple(of: 20) { await Task.yield() }  // tests that talk over a network wait on the same threads
      let (name, bytes) = bases[round % bases.count]
      let source = SourceFile(name: name, bytes: Mutation.mutate(bytes, using: &generator))
      let file = DocumentReader.read(source)
      let drafts = RequestReader.read(file, skippingOthers: round % 2 == 0).drafts
      let all = file.errors + drafts.flatMap(\.findings)
      findings += all.count
      for finding in all {
        _ = Excerpt(of: finding.place, in: source, hiding: drafts.flatMap(\.secretRanges))
        #expect(finding.place.range.start.line >= 1 && finding.place.range.start.line <= source.lineCount)
      }
      _ = drafts.compactMap(\.complete?.digest)
    }
    #expect(findings > 5_000)
  }
}
