public import Testing

/// The secrets that every test of the submit client uses, and a look for them in whatever was printed.
public enum SecretWatch {
  /// The external id.
  public static let externalId = "q7Wm2xVb9LkT4zHd8RsEXTERNAL"
  /// The user's id, which is no secret.
  public static let userId = "user-123"
  /// The API key.
  public static let apiKey = "key-4567890-SECRET"
  /// What the `Authorization` header holds: user id and key in Base64.
  public static let authorization = "dXNlci0xMjM6a2V5LTQ1Njc4OTAtU0VDUkVU"

  /// Records an issue if a text holds a secret, also in the forms that it takes in dumps of memory.
  public static func expectNone(in text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for secret in [externalId, apiKey, authorization] {
      let hexadecimal = secret.utf8.map { String($0, radix: 16) }
      for form in [secret, String(secret.prefix(12)), hexadecimal.joined(), hexadecimal.joined(separator: " ")] {
        #expect(!text.contains(form), "a secret was printed", sourceLocation: sourceLocation)
      }
    }
  }
}
