package import Findings

/// What requests to AWS are signed with.
package struct Credentials: Sendable, Equatable {
  /// The ID of the access key. It is not a secret.
  package let keyID: String
  /// The secret access key.
  package let secretKey: Secret
  /// The token of a session; nil for a long-term key.
  package let sessionToken: Secret?
  /// Where they are from, in words.
  package let origin: String

  /// Creates credentials.
  /// - Throws: `AWSError.credentials` if a part of them cannot be sent in a header.
  package init(keyID: String, secretKey: String, sessionToken: String?, origin: String) throws(AWSError) {
    for (name, value) in [("key ID", keyID), ("secret key", secretKey), ("session token", sessionToken ?? "x")] {
      guard !value.isEmpty, value.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
        throw .credentials(
          place: origin, problem: "the \(name) is empty or has a character that none has", help: nil)
      }
    }
    self.keyID = keyID
    self.secretKey = Secret(secretKey)
    self.sessionToken = sessionToken.map { Secret($0) }
    self.origin = origin
  }

  /// Everything that must not be shown.
  package var secrets: [Secret] { [secretKey] + (sessionToken.map { [$0] } ?? []) }
}
