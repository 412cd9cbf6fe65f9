import Reports
import Findings
import Foundation
import TestSupport
import Testing

@testable import ControlPlane
@testable import SubmissionReports
@testable import FakeControlPlane
@testable import HTTP

@Suite struct SecretFieldsTests {
  private let secret = "S3CRET-of-the-server/0123"

  /// Where both generations of the contract have secrets, and neighbours.
  private var places: [String] {
    [
      #""driver": {"kubernetes": {"aws": {"externalId": "@"}}}"#, #""awsV1": {"externalId": "@"}"#,
      #""authToken": "@""#,
      #""slurmV1": {"sshPrivateKey": "@"}"#, #""slurmV1": {"sshPrivateKeySecretId": "@"}"#,
      #""kubernetesV1": {"kubeconfig": "@"}"#, #""kubernetesV1": {"kubeconfigAgent": "@"}"#,
      #""kubernetesV1": {"kubeconfigElevated": "@"}"#, #""azureV1": {"clientSecret": "@"}"#,
      #""nebiusV1": {"tenantCredentials": [{"id": 1, "key": "@"}]}"#, #""gcpV1": {"credentialsSecretId": "@"}"#,
      #""voltagePark": {"voltageParkCredentialsSecretId": "@"}"#, #""securityOptions": {"vpnPresharedKey": "@"}"#,
      #""tailscaleAuthKeySecretId": "@""#, #""newCloudV1": {"api_key": "@"}"#, #""newCloudV1": {"PASSWORD": ["@"]}"#,
      #""newCloudV1": {"access-key": {"a": {"b": "@"}}}"#,
      #""kubernetesV1": {"kubeconfig": "apiVersion: v1\nusers:\n- token: @\n"}"#,
    ]
  }

  @Test func `a secret of an answer is not shown, wherever it stands and whatever repeats it`() throws {
    let repeated = [
      secret, secret.lowercased(), PercentEncoding.encode(secret), String(secret.prefix(14)),
      Data(secret.utf8).base64EncodedString(),
    ]
    for place in places {
      for text in repeated {
        let spec = place.replacing("@", with: secret)
        let aws =
          #""driver": {"kubernetes": {"aws": {"region": "\#(text)", "roleArn": "\#(text)", "bucketName": "\#(text)","#
          + #" "instanceTypes": [{"name": "\#(text)"}]}}}, "performanceProfile": "\#(text)", "clusterType": "\#(text)""#
        let json = """
          {"id": "id-\(text)", "name": "\(text)", "createdAt": "\(text)", "spec": {\(aws)},
           "status": {"phase": "\(text)", "reason": "\(text)"}, "other": {\(spec)}}
          """
        let cluster = try #require(try Cluster(json: json), "\(json)")
        let style = ClusterText(style: .init(isColored: false))
        let report = ClusterReport(cluster, cost: nil)
        let shown = [
          style.details(report).text, style.table([cluster]).text, ClusterJSON.details(report).text,
          ClusterJSON.list([cluster]).text, "\(cluster)", String(reflecting: cluster),
          ClusterWords.progress(cluster, elapsed: .zero, name: "n").text,
          "\(SubmissionError.nameTaken(by: cluster, differences: []))", "\(WaitError.goingAway(cluster))",
          "\(WaitError.timedOut(id: cluster.id, after: .zero, last: cluster))",
          "\(ClusterSearchError.ambiguous("n", ids: [cluster.id])) \(ClusterSearchError.notFound("n", nearest: cluster.name).help ?? "")",
        ]
        for output in shown { #expect(!output.contains(text) && !output.contains(secret), "\(place): \(output)") }
      }
    }
  }

  @Test func `a secret that an earlier answer told is known later`() throws {
    let secrets = KnownSecrets([])
    _ = try ServerAnswer(Array(#"{"spec": {"authToken": "\#(secret)"}}"#.utf8), knowing: secrets)
    let later = try ServerAnswer(Array(#"{"message": "token \#(secret) expired"}"#.utf8), knowing: secrets)
    #expect(later["message"]?.text?.redacted == "token <redacted> expired")
  }

  @Test func `a secret that the client knows is taken out, though no answer has it as one`() async throws {
    let session = try await Session { $0.reason = "no external id \(SecretWatch.externalId.uppercased()) here" }
    let request = try Approved.request(externalId: "another-external-id-0001")
    let clusters = try await session.withClient(secrets: [Secret(SecretWatch.externalId)]) { client in
      _ = await client.create(ClusterSpecification(request))
      return try await client.clusters()
    }
    #expect(clusters[0].reason?.redacted == "no external id <redacted> here")
  }

  @Test(arguments: [
    "name", "region", "roleArn", "bucketKmsKey", "kmsKeyId", "keyspace", "credentialsServiceAccountEmail", "reason",
    "id",
  ])
  func `other members are no secrets`(name: String) {
    #expect(!SecretFields.isSecret(name))
  }
}
