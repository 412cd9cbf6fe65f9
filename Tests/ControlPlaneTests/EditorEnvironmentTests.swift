import Findings
import HTTP
import TestSupport
import Testing

@testable import ControlPlane

@Suite struct EditorEnvironmentTests {
  private func isWithheld(_ name: String, _ value: String = "x") -> Bool {
    let redaction = Redaction().adding([Secret(SecretWatch.externalId)])
    return EditorEnvironment.isWithheld(name, value, named: ["CORP_EXT", "ext"], knowing: redaction)
  }

  @Test(arguments: [
    "LIGHTNING_API_KEY", "LIGHTNING_USER_ID", "LIGHTNING_EXTERNAL_ID", "LIGHTNING_EXTERNAL_ID_PROD",
    "LIGHTNING_CREDENTIAL_PATH", "CORP_EXT", "ext", "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN",
    "GITHUB_TOKEN", "NPM_TOKEN", "PGPASSWORD", "MYSQL_PWD_PASSWD", "OPENAI_API_KEY", "SSH_PRIVATE_KEY", "my_secret",
    "GOOGLE_APPLICATION_CREDENTIALS", "ACME_EXTERNAL_ID",
  ])
  func `a secret's variable is kept from the editor`(name: String) {
    #expect(isWithheld(name))
  }

  @Test(arguments: [
    ("COPY", SecretWatch.externalId), ("COPY", "id=" + SecretWatch.externalId.lowercased()),
    ("https_proxy", "http://me:pass@proxy:3128"), ("DATABASE", "postgres://a:b@c/d"),
  ])
  func `so is a value that holds one, whatever its name`(name: String, value: String) {
    #expect(isWithheld(name, value))
  }

  @Test(arguments: [
    ("PATH", "/usr/bin:/bin"), ("HOME", "/home/ada"), ("TERM", "xterm"), ("EDITOR", "vim"), ("LANG", "C.UTF-8"),
    ("https_proxy", "http://proxy:3128"), ("SSH_AUTH_SOCK", "/tmp/agent"), ("VISUAL", "code --wait"), ("EXT", "x"),
    ("URL", "https://example.com/a@b"), ("MAIL", "ada@example.com"), ("KEYMAP", "us"), ("XDG_STATE_HOME", "/h"),
  ])
  func `everything else is there`(name: String, value: String) {
    #expect(!isWithheld(name, value))
  }
}
