import Documents
import Findings

/// Finds the secrets in a response by the names of its members.
///
/// Both generations of the contract are covered: `driver.kubernetes.aws.externalId` of lightning-cloud 0.5.27 (2023),
/// and in lightning_sdk 2026.10.13 `awsV1.externalId`, `authToken`, `slurmV1.sshPrivateKey`,
/// `kubernetesV1.kubeconfig*`, `azureV1.clientSecret`, `nebiusV1.tenantCredentials`, `*SecretId` and
/// `securityOptions.vpnPresharedKey`. Names are matched by what they contain, at any depth, so the secrets of new
/// providers are found as well.
enum SecretFields {
  private static let marks = [
    "externalid", "secret", "token", "password", "passphrase", "privatekey", "presharedkey", "authkey", "apikey",
    "accesskey", "credential", "kubeconfig",
  ]

  /// Whether a member with this name contains a secret.
  static func isSecret(_ name: String) -> Bool {
    let letters = String(
      decoding: name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }, as: UTF8.self)
    return marks.contains { letters.contains($0) } && !letters.hasSuffix("email")
  }

  /// All texts under members that contain secrets.
  static func secrets(in node: Node) -> [Secret] {
    var secrets: [Secret] = []
    collect(node, isSecret: false, &secrets)
    return secrets
  }

  private static func collect(_ node: Node, isSecret: Bool, _ secrets: inout [Secret]) {
    switch node.value {
    case .string(let text): if isSecret { secrets.append(Secret(text)) }
    case .number(let text): if isSecret { secrets.append(Secret(text)) }
    case .integer(let number): if isSecret { secrets.append(Secret(String(number))) }
    case .sequence(let elements): for element in elements { collect(element, isSecret: isSecret, &secrets) }
    case .mapping(let members):
      for member in members {
        collect(member.value, isSecret: isSecret || Self.isSecret(member.key.value), &secrets)
      }
    case .null, .boolean: break
    }
  }
}
