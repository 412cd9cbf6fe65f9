import Findings
import HTTP
import Ingest

/// The Security Token Service, which gives the credentials of roles.
///
/// Source: the API reference of STS, version 2011-06-15.
struct TokenService {
  let environment: CredentialChain.Environment
  let region: String
  let reach: CredentialChain.Reach

  func assume(
    _ role: String, session: String?, externalID: String?, with base: Credentials, origin: String
  ) async throws(AWSError) -> Credentials {
    var parameters = [("Action", "AssumeRole"), ("RoleArn", role), ("RoleSessionName", session ?? "tollgate")]
    if let externalID { parameters.append(("ExternalId", externalID)) }
    return try await ask(parameters, signedBy: base, origin: origin)
  }

  func assumeWithWebIdentity(
    _ role: String, session: String?, token: String, origin: String
  ) async throws(AWSError) -> Credentials {
    try await ask(
      [
        ("Action", "AssumeRoleWithWebIdentity"), ("RoleArn", role), ("RoleSessionName", session ?? "tollgate"),
        ("WebIdentityToken", token),
      ], signedBy: nil, origin: origin)
  }

  private func ask(
    _ parameters: [(String, String)], signedBy base: Credentials?, origin: String
  ) async throws(AWSError) -> Credentials {
    let endpoint = try ServiceEndpoint.find(.tokens, region: region, option: nil, environment: environment)
    let request = QueryRequest.make(
      parameters + [("Version", "2011-06-15")], region: region, service: "sts", credentials: base)
    let answer = try await reach(endpoint, request)
    let what = "\(origin), asking for its role"
    let read: QueryAnswer
    do { read = try QueryAnswer(answer.body, named: "answer") } catch {
      throw .unexpected(what: what, problem: "status \(answer.status), and no answer of AWS")
    }
    if let code = read.errorCode {
      let redaction = Redaction().adding(base?.secrets ?? []).adding(
        parameters.filter { $0.0 == "WebIdentityToken" || $0.0 == "ExternalId" }.map { Secret($0.1) })
      throw .refused(what: what, code: code, message: redaction.text(read.errorMessage))
    }
    guard answer.isSuccess, let keyID = read.keyID, let secretKey = read.secretKey, let token = read.sessionToken else {
      throw .unexpected(what: what, problem: "the answer holds no credentials")
    }
    return try Credentials(keyID: keyID, secretKey: secretKey, sessionToken: token, origin: origin)
  }
}
