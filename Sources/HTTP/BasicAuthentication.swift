import Base64
public import Findings

/// The `Authorization` header of the Basic scheme (RFC 7617).
public enum BasicAuthentication {
  /// The value of the header for a user name without a colon and a password.
  public static func header(user: String, password: Secret) -> Secret {
    password.withText { Secret("Basic " + Base64.encode(Array("\(user):\($0)".utf8))) }
  }
}
