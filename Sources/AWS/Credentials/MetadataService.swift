import Documents
import Findings
import HTTP
import Platform

/// The credentials that a container's service or an instance's metadata give.
///
/// Source: "Container credential provider" and "IMDS credential provider" in the AWS SDKs and tools reference guide. Only
/// version 2 of the instance's service is asked, which needs a token.
struct MetadataService {
  let environment: CredentialChain.Environment
  let reach: CredentialChain.Reach

  /// The credentials of the container; nil outside of a container.
  func containerCredentials() async throws(AWSError) -> Credentials? {
    let address: String
    if let path = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      address = "http://169.254.170.2" + path
    } else if let whole = variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") {
      address = whole
    } else {
      return nil
    }
    let origin = "the container's credentials"
    var token = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
    if let file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      do throws(FileError) {
        let text = String(decoding: try FileReading.bytes(of: file, limit: 65_536, allowingPipe: false), as: UTF8.self)
        token = text.split(whereSeparator: \.isNewline).first.map(String.init)
      } catch { throw .credentials(place: origin, problem: "the token cannot be read: \(error)", help: nil) }
    }
    let endpoint = try self.endpoint(address, origin)
    let headers = token.map { [(name: "Authorization", value: $0)] } ?? []
    let answer = try await reach(endpoint, HTTPRequest(.get, [], headers: headers))
    guard answer.isSuccess else {
      throw .credentials(place: origin, problem: "the service answered with status \(answer.status)", help: nil)
    }
    return try MetadataAnswer.credentials(answer.body, origin: origin)
  }

  /// The credentials of the instance's role; nil outside of an EC2 instance, or if it has no role.
  func instanceCredentials() async throws(AWSError) -> Credentials? {
    guard variable("AWS_EC2_METADATA_DISABLED")?.lowercased() != "true" else { return nil }
    let origin = "the instance's metadata"
    let address = variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? "http://169.254.169.254"
    let endpoint = try self.endpoint(address, origin)
    let asking = [(name: "X-aws-ec2-metadata-token-ttl-seconds", value: "300")]
    let token: HTTPResponse
    do throws(AWSError) {
      token = try await reach(endpoint, HTTPRequest(.put, ["latest", "api", "token"], headers: asking))
    } catch {
      // Outside of EC2, nobody answers.
      return nil
    }
    guard token.isSuccess else { return nil }
    let headers = [(name: "X-aws-ec2-metadata-token", value: String(decoding: token.body, as: UTF8.self))]
    let path = ["latest", "meta-data", "iam", "security-credentials"]
    let role = try await reach(endpoint, HTTPRequest(.get, path + [""], headers: headers))
    guard role.isSuccess else { return nil }
    let name = String(decoding: role.body, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
    guard let name, !name.isEmpty else { return nil }
    let answer = try await reach(endpoint, HTTPRequest(.get, path + [name], headers: headers))
    guard answer.isSuccess else {
      throw .credentials(place: origin, problem: "the service answered with status \(answer.status)", help: nil)
    }
    return try MetadataAnswer.credentials(answer.body, origin: origin)
  }

  private func variable(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }

  private func endpoint(_ address: String, _ origin: String) throws(AWSError) -> HTTPEndpoint {
    do throws(HTTPEndpointError) { return try HTTPEndpoint(metadataService: address) } catch {
      throw .credentials(place: origin, problem: "\(error)", help: nil)
    }
  }
}

/// Credentials as JSON, as metadata services and credential processes print them.
enum MetadataAnswer {
  /// - Throws: `AWSError.credentials` if they are incomplete. The message repeats nothing of the answer.
  static func credentials(_ body: [UInt8], origin: String) throws(AWSError) -> Credentials {
    let file = DocumentReader.read(SourceFile(name: "answer.json", bytes: body))
    guard file.errors.isEmpty, let root = file.documents.first?.root else {
      throw .credentials(place: origin, problem: "the answer is not JSON", help: nil)
    }
    guard let keyID = root["AccessKeyId"]?.text, let secretKey = root["SecretAccessKey"]?.text else {
      throw .credentials(
        place: origin, problem: "the answer lacks AccessKeyId or SecretAccessKey", help: nil)
    }
    return try Credentials(
      keyID: keyID, secretKey: secretKey, sessionToken: (root["Token"] ?? root["SessionToken"])?.text, origin: origin)
  }
}
