import Documents
public import Findings
import Glibc
import HTTP
public import Platform
public import Requests

/// The credentials for the control plane: an API key, and the ID of its user.
///
/// They are looked up in the same places as by upstream's client: `LIGHTNING_USER_ID` and `LIGHTNING_API_KEY`,
/// otherwise the JSON file in `LIGHTNING_CREDENTIAL_PATH`, otherwise `~/.lightning/credentials.json`.
public struct Credentials: Sendable {
  /// The user's ID; nil for a key alone, which only the direct generation takes.
  public let userId: String?
  /// The API key.
  public let apiKey: Secret
  /// Warnings about the place where usable credentials were found.
  public let warnings: [String]

  /// The value of the `Authorization` header.
  let authorization: Secret

  /// Creates credentials from known values.
  public init(userId: String?, apiKey: Secret) {
    self.init(userId: userId, apiKey: apiKey, warnings: [])
  }

  private init(userId: String?, apiKey: Secret, warnings: [String]) {
    self.userId = userId
    self.apiKey = apiKey
    self.warnings = warnings
    // As lightning_cloud/login.py of 2026 does.
    authorization =
      userId.map { BasicAuthentication.header(user: $0, password: apiKey) }
      ?? apiKey.withText { Secret("Bearer " + $0) }
  }

  /// Finds the credentials. The two variables belong together: a key is never combined with the user from a file.
  /// - Parameter generation: The generation of the contract; a key without a user's ID is an error in the first.
  /// - Throws: `CredentialsError` if there are none or they cannot be used.
  public static func find(
    for generation: Generation = .kubernetes, environment: (_ variable: String) -> String? = ProcessEnvironment.variable
  ) throws(CredentialsError) -> Credentials {
    func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    switch (value(userVariable), value(keyVariable)) {
    case (let user?, let key?): return try checked(user, key, source: "the environment")
    case (nil, let key?):
      guard generation == .direct else { throw .incomplete(given: keyVariable, missing: userVariable) }
      return try checked(nil, key, source: "the environment")
    case (_?, nil): throw .incomplete(given: userVariable, missing: keyVariable)
    case (nil, nil): break
    }
    if let path = value(pathVariable) { return try read(path, for: generation, isRequired: true) }
    guard let home = value("HOME") else { throw .none(file: "~/" + standardFile) }
    return try read(home + "/" + standardFile, for: generation, isRequired: false)
  }

  private static let userVariable = "LIGHTNING_USER_ID"
  private static let keyVariable = "LIGHTNING_API_KEY"
  private static let pathVariable = "LIGHTNING_CREDENTIAL_PATH"
  private static let standardFile = ".lightning/credentials.json"

  private static func read(
    _ path: String, for generation: Generation, isRequired: Bool
  ) throws(CredentialsError) -> Credentials {
    if !isRequired, access(path, F_OK) != 0, errno == ENOENT { throw .none(file: path) }
    let (bytes, fileMode): ([UInt8], UInt32)
    do throws(FileError) { (bytes, fileMode) = try RegularFile.bytesAndMode(of: path, limit: 1_048_576) } catch {
      throw .unreadable(error)
    }
    let file = DocumentReader.read(SourceFile(name: path + ".json", bytes: bytes))
    if let error = file.errors.first { throw .malformed(file: path, line: error.place.range.start.line) }
    func text(_ key: String) -> String? {
      guard case .string(let text)? = file.documents.first?.root[key]?.value, !text.isEmpty else { return nil }
      return text
    }
    let user = text("user_id")
    let isKeyAlone = generation == .direct && file.documents.first?.root["user_id"] == nil
    guard user != nil || isKeyAlone else { throw .lacking("user_id", file: path) }
    guard let key = text("api_key") else { throw .lacking("api_key", file: path) }
    let credentials = try checked(user, key, source: "`\(printable(path))`")
    // Group or others may read or write.
    guard fileMode & 0o066 != 0 else { return credentials }
    let mode = String(fileMode & 0o777, radix: 8)
    let warning =
      "others can read or change `\(printable(path))` (mode \(mode)), which holds your API key; `chmod 600` it"
    return Credentials(userId: credentials.userId, apiKey: credentials.apiKey, warnings: [warning])
  }

  private static func checked(_ user: String?, _ key: String, source: String) throws(CredentialsError) -> Credentials {
    // RFC 7617, section 2: the user's name has no colon, and neither part has control characters.
    let texts = [user, key].compactMap(\.self)
    guard user?.utf8.contains(UInt8(ascii: ":")) != true,
      !texts.contains(where: { $0.unicodeScalars.contains(where: isUnprintable) })
    else { throw .invalid(source: source) }
    return Credentials(userId: user, apiKey: Secret(key))
  }
}

/// Why there are no usable credentials.
public enum CredentialsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// None were found; `file` is the last place searched.
  case none(file: String)
  /// One of the two variables is missing.
  case incomplete(given: String, missing: String)
  /// The file cannot be read.
  case unreadable(FileError)
  /// The file is not JSON.
  case malformed(file: String, line: Int)
  /// The file lacks a member.
  case lacking(String, file: String)
  /// A value contains a character that cannot be sent.
  case invalid(source: String)

  /// The message shown to people.
  public var description: String {
    switch self {
    case .none: "there are no credentials for the control plane"
    case .incomplete(let given, let missing): "\(given) is set, but \(missing) is not"
    case .unreadable(let error): "\(error)"
    case .malformed(let file, let line): "the credentials file `\(printable(file))` is not JSON (line \(line))"
    case .lacking(let key, let file): "the credentials file `\(printable(file))` has no text `\(key)`"
    case .invalid(let source):
      "the credentials of \(source) hold a control character, or the user's id a colon, and cannot be sent"
    }
  }

  /// What to do.
  public var help: String {
    let variables = "set LIGHTNING_USER_ID and LIGHTNING_API_KEY"
    return switch self {
    case .none(let file): "\(variables), or write `user_id` and `api_key` to `\(printable(file))`"
    case .incomplete: "set both, or neither and use a credentials file"
    case .unreadable, .malformed, .lacking: "write it anew, with `user_id` and `api_key`, or \(variables)"
    case .invalid: "look for a line break that was copied along"
    }
  }
}
