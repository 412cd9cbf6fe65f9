import Findings
import Requests
import TestSupport
import Testing

@testable import Gate

@Suite struct RequestRewriteTests {
  private static let block = """
    # The cluster of the vision team.
    apiVersion: tollgate/v1
    kind: ClusterRequest
    metadata:
      name: vision-train  # as agreed
    spec:
      region: us-east-1  # near the data
      roleArn: arn:aws:iam::123456789012:role/lightning-byoc
      externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}
      instanceTypes:
        - m7i.xlarge  # for the loaders
        - "g6.xlarge" # for training
        - c7i.large
      costSavings: true  # by default

    """

  private static let flow = """
    {"apiVersion": "tollgate/v1", "kind": "ClusterRequest", "metadata": {"name": "vision-train"},
     "spec": {"region": "us-east-1", "roleArn": "arn:aws:iam::123456789012:role/lightning-byoc",
      "externalIdFrom": {"env": "LIGHTNING_EXTERNAL_ID"}, "instanceTypes": ["m7i.xlarge", "g6.xlarge", "c7i.large"],
      "costSavings": true, "workload": {"load": 0.1}}}
    """

  private static let mixed = """
    apiVersion: tollgate/v1
    kind: ClusterRequest
    metadata: {name: vision-train}
    spec:
      region: 'us-east-1'
      roleArn: arn:aws:iam::123456789012:role/lightning-byoc
      externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}
      instanceTypes: [m7i.xlarge, g6.xlarge, c7i.large]
      costSavings: true
      workload:
        computeNodes: {min: 1, max: 8}  # as measured
        load: 0.1
    ---
    apiVersion: v1
    kind: ConfigMap
    ---
    apiVersion: tollgate/v1
    kind: ClusterRequest
    metadata: {name: other}
    spec: {region: us-east-1, roleArn: "arn:aws:iam::123456789012:role/lightning-byoc", externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}, instanceTypes: [m7i.xlarge], costSavings: true}
    """

  private static let pretty = """
    {
      "apiVersion": "tollgate/v1",
      "kind": "ClusterRequest",
      "metadata": {"name": "vision-train"},
      "spec": {
        "region": "us-east-1",
        "roleArn": "arn:aws:iam::123456789012:role/lightning-byoc",
        "externalIdFrom": {"env": "LIGHTNING_EXTERNAL_ID"},
        "instanceTypes": [
          "m7i.xlarge",
          "g6.xlarge",
          "c7i.large"
        ],
        "costSavings": true
      }
    }
    """

  private static let windows = block.replacing("\n", with: "\r\n")

  private static let lists = [
    ["m7i.xlarge", "g6.xlarge", "c7i.large"], ["m7i.xlarge", "g5.xlarge", "c7i.large"], ["g6.xlarge", "c7i.large"],
    ["m7i.xlarge", "c7i.large"], ["m7i.xlarge"], ["c7i.large"], ["g6.xlarge"], ["t3.large"],
  ]

  @Test(arguments: [block, flow, mixed, windows, pretty])
  func `every change can be written into every layout, and reads as what was meant`(text: String) throws {
    let source = SourceFile(name: "request.yaml", text: text)
    let draft = try #require(RequestText.drafts(text).first)
    var comments = 0
    for types in Self.lists {
      for (region, costSavings, nodes) in [
        ("us-east-1", true, (2, 8)), ("eu-west-1", false, (0, 4)), ("us-west-2", true, (1, 8)),
      ] {
        let change = RequestChange(
          region: region, instanceTypes: types, costSavings: costSavings, minimumNodes: nodes.0, maximumNodes: nodes.1)
        let file = try #require(RequestRewrite.file(source, of: draft, to: change), "\(change)")
        let text = String(decoding: file.bytes, as: UTF8.self)
        let new = try #require(RequestText.drafts(text).first)
        #expect(new.complete?.canonicalForm == draft.applying(change).complete?.canonicalForm)
        #expect(new.complete.map { RequestChange($0) } == change)
        comments = max(comments, text.count { $0 == "#" })
      }
    }
    #expect(comments == text.count { $0 == "#" })
  }

  @Test func `comments and layout stay`() throws {
    let draft = try #require(RequestText.drafts(Self.block).first)
    let change = RequestChange(
      region: "us-west-2", instanceTypes: ["m7i.xlarge", "c7i.large"], costSavings: false, minimumNodes: 0,
      maximumNodes: 4)
    let file = RequestRewrite.file(SourceFile(name: "request.yaml", text: Self.block), of: draft, to: change)
    #expect(
      file.map { String(decoding: $0.bytes, as: UTF8.self) } == """
        # The cluster of the vision team.
        apiVersion: tollgate/v1
        kind: ClusterRequest
        metadata:
          name: vision-train  # as agreed
        spec:
          region: us-west-2  # near the data
          roleArn: arn:aws:iam::123456789012:role/lightning-byoc
          externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}
          instanceTypes:
            - m7i.xlarge  # for the loaders
            - c7i.large
          costSavings: false  # by default
          workload: {computeNodes: {min: 0, max: 4}}

        """)
  }

  @Test func `a type that is listed twice is replaced once`() throws {
    let text = Self.block.replacing("c7i.large", with: "m7i.xlarge")
    let draft = try #require(RequestText.drafts(text).first)
    let change = RequestChange(
      region: "us-east-1", instanceTypes: ["m7i.xlarge", "g5.xlarge"], costSavings: true, minimumNodes: 2,
      maximumNodes: 8)
    let file = RequestRewrite.file(SourceFile(name: "request.yaml", text: text), of: draft, to: change)
    let new = file.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    #expect(new.contains("    - m7i.xlarge  # for the loaders\n    - \"g5.xlarge\" # for training\n  costSavings"))
  }

  @Test(arguments: [
    ["m7i.xlarge"], ["g6.xlarge", "c7i.xlarge"], ["t3.large"], ["g5.xlarge", "m7i.xlarge", "c7i.xlarge"],
  ])
  func `aliases in any order are refused, and nothing worse`(types: [String]) throws {
    let text = Self.mixed.replacing(
      "{name: vision-train}",
      with: "{name: vision-train, labels: {x: &b g6.xlarge, y: &a m7i.xlarge, z: &c c7i.xlarge}}"
    )
    .replacing("[m7i.xlarge, g6.xlarge, c7i.large]", with: "[*a, *b, *c]")
    let draft = try #require(RequestText.drafts(text).first)
    #expect(draft.instanceTypes.map(\.value) == ["m7i.xlarge", "g6.xlarge", "c7i.xlarge"])
    let change = RequestChange(
      region: "us-east-1", instanceTypes: types, costSavings: true, minimumNodes: 1, maximumNodes: 8)
    #expect(RequestRewrite.file(SourceFile(name: "request.yaml", text: text), of: draft, to: change) == nil)
  }

  @Test func `what stands for more than one value is not changed`() throws {
    let text = Self.block.replacing("vision-train  #", with: "&region us-east-1  #")
      .replacing("region: us-east-1", with: "region: *region")
    let draft = try #require(RequestText.drafts(text).first)
    let change = RequestChange(
      region: "us-west-2", instanceTypes: draft.instanceTypes.map(\.value), costSavings: true, minimumNodes: 2,
      maximumNodes: 8)
    #expect(RequestRewrite.file(SourceFile(name: "request.yaml", text: text), of: draft, to: change) == nil)
  }
}
