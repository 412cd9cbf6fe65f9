import Findings
package import HTTP
import Platform

/// Finds credentials in the places and in the order in which the SDKs of AWS do.
///
/// Source: "Standardized credential providers" in the AWS SDKs and tools reference guide. The environment comes first, unless
/// a profile is asked for by name; then the profile: its role, web identity, keys, process; then a web identity of the
/// environment, a container, and the instance.
package struct CredentialChain: Sendable {
  package typealias Environment = @Sendable (String) -> String?

  /// How a service is reached.
  package typealias Reach = @Sendable (HTTPEndpoint, HTTPRequest) async throws(AWSError) -> HTTPResponse

  private let environment: Environment
  private let profile: String?
  private let region: String
  let reach: Reach

  /// - Parameters:
  ///   - profile: The profile that was asked for by name; nil for that of the environment.
  ///   - region: The region whose Security Token Service is asked for roles.
  package init(
    profile: String?, region: String, environment: @escaping Environment, reach: @escaping Reach
  ) {
    self.profile = profile
    self.region = region
    self.environment = environment
    self.reach = reach
  }

  /// The credentials.
  /// - Throws: `AWSError`.
  package func credentials() async throws(AWSError) -> Credentials {
    if profile == nil, let found = try environmentKeys() { return found }
    let files = try ProfileFiles(environment: environment)
    let name = profile ?? variable("AWS_PROFILE") ?? variable("AWS_DEFAULT_PROFILE") ?? "default"
    let isNamed = profile != nil || variable("AWS_PROFILE") != nil || variable("AWS_DEFAULT_PROFILE") != nil
    if files.profiles[name] != nil {
      if let found = try await credentials(of: name, files, visited: []) { return found }
    } else if isNamed {
      let known = files.profiles.keys.sorted().prefix(8).map { "`\(printable($0, limit: 60))`" }
      throw .credentials(
        place: "the profile `\(printable(name, limit: 80))`",
        problem: "it is not in \(files.places.map { printable($0, limit: 200) }.joined(separator: " or "))",
        help: known.isEmpty ? nil : "there are \(known.joined(separator: ", "))")
    }
    if let found = try await webIdentity(
      file: variable("AWS_WEB_IDENTITY_TOKEN_FILE"), role: variable("AWS_ROLE_ARN"),
      session: variable("AWS_ROLE_SESSION_NAME"), origin: "the web identity of the environment")
    {
      return found
    }
    let metadata = MetadataService(environment: environment, reach: reach)
    if let found = try await metadata.containerCredentials() { return found }
    if let found = try await metadata.instanceCredentials() { return found }
    throw .noCredentials(
      looked: ["AWS_ACCESS_KEY_ID"] + files.places.map { printable($0, limit: 200) } + [
        "the container's service", "the instance's metadata",
      ])
  }

  /// The region of a profile; nil if the profile does not exist or sets no region.
  /// - Throws: `AWSError` if the profiles cannot be read.
  static func region(ofProfile profile: String?, environment: Environment) throws(AWSError) -> String? {
    let name =
      [profile, environment("AWS_PROFILE"), environment("AWS_DEFAULT_PROFILE")].compactMap { $0 }
      .first { !$0.isEmpty } ?? "default"
    return try ProfileFiles(environment: environment).profiles[name]?["region"]
  }

  private func variable(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }

  private func environmentKeys() throws(AWSError) -> Credentials? {
    guard let keyID = variable("AWS_ACCESS_KEY_ID") else { return nil }
    guard let secretKey = variable("AWS_SECRET_ACCESS_KEY") else {
      throw .credentials(
        place: "the environment", problem: "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY", help: nil)
    }
    return try Credentials(
      keyID: keyID, secretKey: secretKey, sessionToken: variable("AWS_SESSION_TOKEN"), origin: "the environment")
  }

  /// The credentials of a profile; nil if it says nothing about any.
  private func credentials(
    of name: String, _ files: ProfileFiles, visited: [String]
  ) async throws(AWSError) -> Credentials? {
    let origin = "the profile `\(printable(name, limit: 80))`"
    func wrong(_ problem: String, help: String? = nil) -> AWSError {
      .credentials(place: origin, problem: problem, help: help)
    }
    guard let settings = files.profiles[name] else { throw wrong("the profile does not exist") }
    // A profile may name itself as the source of its role, which then means its own keys.
    if let role = settings["role_arn"], visited.last != name {
      guard !visited.contains(name) else {
        throw wrong("its sources lead back to it: \(visited.map { printable($0, limit: 60) }.joined(separator: ", "))")
      }
      if let file = settings["web_identity_token_file"] {
        return try await webIdentity(
          file: file, role: role, session: settings["role_session_name"], origin: origin)
      }
      guard settings["mfa_serial"] == nil else {
        throw wrong(
          "it asks for a code of an MFA device",
          help: "get a session with `aws sts get-session-token`, or use `credential_process`")
      }
      let base: Credentials?
      if let source = settings["source_profile"] {
        base = try await credentials(of: source, files, visited: visited + [name])
      } else {
        base = try await sourceCredentials(settings["credential_source"], wrong)
      }
      guard let base else { throw wrong("the source of its role gives no credentials") }
      return try await TokenService(environment: environment, region: settings["region"] ?? region, reach: reach)
        .assume(
          role, session: settings["role_session_name"], externalID: settings["external_id"], with: base, origin: origin)
    }
    if let keyID = settings["aws_access_key_id"] {
      guard let secretKey = settings["aws_secret_access_key"] else {
        throw wrong("it has aws_access_key_id without aws_secret_access_key")
      }
      return try Credentials(
        keyID: keyID, secretKey: secretKey, sessionToken: settings["aws_session_token"], origin: origin)
    }
    if let command = settings["credential_process"] { return try CredentialProcess.run(command, origin: origin) }
    if settings.keys.contains(where: { $0.hasPrefix("sso_") }) {
      throw wrong(
        "it signs in through SSO, which only the AWS CLI can do",
        help:
          "add `credential_process = aws configure export-credentials --profile \(printable(name, limit: 60))` to a "
          + "profile of its own, and name that")
    }
    return nil
  }

  private func sourceCredentials(
    _ source: String?, _ wrong: (String, String?) -> AWSError
  ) async throws(AWSError) -> Credentials? {
    let metadata = MetadataService(environment: environment, reach: reach)
    switch source {
    case "Environment": return try environmentKeys()
    case "EcsContainer": return try await metadata.containerCredentials()
    case "Ec2InstanceMetadata": return try await metadata.instanceCredentials()
    case nil: throw wrong("it has role_arn without source_profile or credential_source", nil)
    case let other?: throw wrong("its credential_source is `\(printable(other, limit: 60))`", nil)
    }
  }

  private func webIdentity(
    file: String?, role: String?, session: String?, origin: String
  ) async throws(AWSError) -> Credentials? {
    guard let file, let role else { return nil }
    let token: String
    do throws(FileError) {
      token = String(decoding: try FileReading.bytes(of: file, limit: 65_536, allowingPipe: false), as: UTF8.self)
    } catch { throw .credentials(place: origin, problem: "its token cannot be read: \(error)", help: nil) }
    let words = token.split(whereSeparator: \.isWhitespace)
    guard words.count == 1 else {
      throw .credentials(place: origin, problem: "the file of its token does not hold one token", help: nil)
    }
    return try await TokenService(environment: environment, region: region, reach: reach).assumeWithWebIdentity(
      role, session: session, token: String(words[0]), origin: origin)
  }
}
