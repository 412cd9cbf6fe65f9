import Findings
import Foundation
import TestSupport
import Testing

@testable import ControlPlane

@Suite struct CredentialsTests {
  private func find(_ environment: [String: String]) throws -> Credentials {
    try Credentials.find { environment[$0] }
  }

  private func file(_ text: String, mode: Int = 0o600, in folder: TemporaryFolder) throws -> String {
    let path = folder.path + "/credentials.json"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  private let whole = "{\"username\": \"ada\", \"user_id\": \"u-1\", \"api_key\": \"\(SecretWatch.apiKey)\"}"

  @Test func `the environment wins over the file`() throws {
    let folder = try TemporaryFolder()
    let path = try file(whole, in: folder)
    let variables = ["LIGHTNING_USER_ID": "u-2", "LIGHTNING_API_KEY": "k", "LIGHTNING_CREDENTIAL_PATH": path]
    #expect(try find(variables).userId == "u-2")
    let credentials = try find(["LIGHTNING_CREDENTIAL_PATH": path])
    #expect(credentials.userId == "u-1")
    #expect(credentials.apiKey.withText { $0 } == SecretWatch.apiKey)
    #expect(credentials.warnings == [])
    #expect(credentials.authorization.withText { $0 }.hasPrefix("Basic dS0xOm"))
  }

  @Test func `the standard file lies in the home folder`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: CredentialsError.none(file: folder.path + "/.lightning/credentials.json")) {
      try find(["HOME": folder.path])
    }
    try FileManager.default.createDirectory(atPath: folder.path + "/.lightning", withIntermediateDirectories: true)
    try Data(whole.utf8).write(to: URL(fileURLWithPath: folder.path + "/.lightning/credentials.json"))
    #expect(try find(["HOME": folder.path]).userId == "u-1")
    #expect(throws: CredentialsError.none(file: "~/.lightning/credentials.json")) { try find([:]) }
  }

  @Test func `half a pair is an error, also beside a file`() throws {
    let folder = try TemporaryFolder()
    let path = try file(whole, in: folder)
    #expect(throws: CredentialsError.incomplete(given: "LIGHTNING_API_KEY", missing: "LIGHTNING_USER_ID")) {
      try find(["LIGHTNING_API_KEY": "k", "LIGHTNING_CREDENTIAL_PATH": path])
    }
    #expect(throws: CredentialsError.incomplete(given: "LIGHTNING_USER_ID", missing: "LIGHTNING_API_KEY")) {
      try find(["LIGHTNING_USER_ID": "u", "LIGHTNING_API_KEY": ""])
    }
  }

  @Test(arguments: [0o604, 0o640, 0o620, 0o666])
  func `a file that others can read or change is a warning`(mode: Int) throws {
    let folder = try TemporaryFolder()
    let path = try file(whole, mode: mode, in: folder)
    let warnings = try find(["LIGHTNING_CREDENTIAL_PATH": path]).warnings
    #expect(warnings.count == 1)
    #expect(warnings[0].contains("chmod 600"))
    SecretWatch.expectNone(in: warnings[0])
  }

  @Test(arguments: [
    ("", "has no text `user_id`"), ("[]", "has no text"), ("{\"user_id\": \"u\"}", "has no text `api_key`"),
    ("{\"user_id\": 1, \"api_key\": \"\(SecretWatch.apiKey)\"}", "has no text `user_id`"),
    ("{\"user_id\": \"u\",\n \"api_key\": \"\(SecretWatch.apiKey)", "is not JSON (line 2)"),
    ("{\"user_id\": \"u:v\", \"api_key\": \"\(SecretWatch.apiKey)\"}", "control character, or the user's id a colon"),
    ("{\"user_id\": \"u\", \"api_key\": \"\(SecretWatch.apiKey)\\r\\nX: y\"}", "control character"),
  ])
  func `a file that cannot be used is refused without its content`(text: String, message: String) throws {
    let folder = try TemporaryFolder()
    let path = try file(text, in: folder)
    let error = #expect(throws: CredentialsError.self) { try find(["LIGHTNING_CREDENTIAL_PATH": path]) }
    let said = "\(error.map { "\($0) \($0.help)" } ?? "")"
    #expect(said.contains(message))
    SecretWatch.expectNone(in: said)
  }

  @Test func `a named file that is absent, or is not a file, is an error and not waited for`() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    for path in [folder.path, folder.path + "/none", folder.path + "/pipe", "/dev/zero", "/dev/null", "/dev/ptmx"] {
      #expect(throws: CredentialsError.self) { try find(["LIGHTNING_CREDENTIAL_PATH": path]) }
    }
  }

  @Test func `credentials print no key`() throws {
    let credentials = Credentials(userId: "u", apiKey: .init(SecretWatch.apiKey))
    SecretWatch.expectNone(in: "\(credentials)")
    SecretWatch.expectNone(in: String(reflecting: credentials))
  }
}
