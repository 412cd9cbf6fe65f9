import Documents
import Findings
import Gate
import Requests
import TestSupport
import Testing

@testable import Rules

@Suite struct IdentityRulesTests {
  private func findings(_ field: String, _ text: String, _ more: [(String, JSONValue)] = []) throws -> [Finding] {
    let members = [(field, JSONValue.string(text))] + more
    let patch = JSONValue.object([("spec", .object(members.map { (key: $0.0, value: $0.1) }))]).canonical
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    return try Repository.gate().evaluate(draft).findings.filter { $0.code.description.hasPrefix("TG2") }
  }

  @Test(arguments: [
    "arn:aws:iam::123456789012:role/lightning-byoc", "arn:aws:iam::000000000000:role/a/b/c/x_+=,.@-Y",
    "arn:aws:iam::123456789012:role/" + String(repeating: "n", count: 64),
  ])
  func `the ARN of a role passes`(arn: String) throws {
    #expect(try findings("roleArn", arn) == [])
  }

  @Test(arguments: [
    ("", "TG201", "the role's ARN is empty"),
    ("lightning-byoc", "TG201", "the role's ARN is not an ARN"),
    ("arn:aws:iam:123456789012:role/x", "TG201", "the role's ARN has 5 parts, not 6"),
    ("arn:aws:iam::123456789012:role/x ", "TG201", "the role's ARN has a blank, which no ARN may have"),
    ("arn:aws:iam::123456789012:role/\u{200B}x", "TG201", "the role's ARN has `\\u{200B}`, which no ARN may have"),
    (
      "arn:aws:sts::123456789012:assumed-role/x/ada", "TG202",
      "the ARN is that of a session of a role, not of an IAM role"
    ),
    (
      "arn:aws:sts::123456789012:federated-user/ada", "TG202",
      "the ARN is that of a federated user's session, not of an IAM role"
    ),
    ("arn:aws:iam::123456789012:user/ada", "TG202", "the ARN is that of a user, not of an IAM role"),
    ("arn:aws:iam::123456789012:root", "TG202", "the ARN is that of the account's root user, not of an IAM role"),
    ("arn:aws:iam::123456789012:group/ops", "TG202", "the ARN is that of a group, not of an IAM role"),
    ("arn:aws:iam::123456789012:policy/x", "TG202", "the ARN is that of a policy, not of an IAM role"),
    (
      "arn:aws:iam::123456789012:instance-profile/x", "TG202",
      "the ARN is that of an instance profile, not of an IAM role"
    ),
    ("arn:aws:iam::123456789012:role", "TG202", "the ARN is that of a role without a name, not of an IAM role"),
    ("arn:aws:iam::123456789012:mfa/x", "TG202", "the ARN is that of `mfa`, which is not a role, not of an IAM role"),
    ("arn:aws:s3:::123456789012", "TG203", "the role's ARN lacks the account"),
    ("arn:aws:iam::1234567890:role/lai-byoc", "TG203", "the account `1234567890` has 10 digits, not 12"),
    ("arn:aws:iam::1234567890123:role/x", "TG203", "the account `1234567890123` has 13 digits, not 12"),
    ("arn:aws:iam::1234-5678-9012:role/x", "TG203", "the account `1234-5678-9012` is not a number"),
    ("arn:aws:iam::acme:role/x", "TG203", "the account `acme` is not a number"),
    ("arn:aws:iam:us-east-1:123456789012:role/x", "TG204", "the role's ARN names a region, `us-east-1`"),
    ("arn:aws:iam::123456789012:role/", "TG205", "the role's ARN lacks the role's name"),
    ("arn:aws:iam::123456789012:role//x", "TG205", "the role's path has nothing between its slashes"),
    ("arn:aws:iam::123456789012:role/light*", "TG205", "the role's name has `*`, which IAM does not allow"),
    (
      "arn:aws:iam::123456789012:role/" + String(repeating: "n", count: 65), "TG205",
      "the role's name has 65 characters, more than 64"
    ),
    (
      "arn:aws:iam::123456789012:role/" + String(repeating: "p/", count: 300) + "n", "TG205",
      "the role's path has 601 characters, more than 512"
    ),
    ("arn:aws-gov:iam::123456789012:role/x", "TG206", "AWS has no partition `aws-gov`"),
    (
      "arn:aws-us-gov:iam::123456789012:role/x", "TG207",
      "the role is of the partition `aws-us-gov`, but us-east-1 is of `aws`"
    ),
    (
      "arn:aws:iam::123456789012:role/service-role/x", "TG208",
      "the role's path `service-role/` says that it belongs to an AWS service"
    ),
    (
      "arn:aws:iam::123456789012:role/aws-service-role/x", "TG208",
      "the role's path `aws-service-role/` says that it belongs to an AWS service"
    ),
  ])
  func `every slip of a role's ARN has its message`(arn: String, code: String, message: String) throws {
    let found = try findings("roleArn", arn).first { $0.code.description == code }
    #expect(found?.message == message)
  }

  @Test func `the role behind a session is proposed`() throws {
    let found = try findings("roleArn", "arn:aws:sts::123456789012:assumed-role/byoc/ada")
    #expect(found.first?.help == ["use the role itself: `arn:aws:iam::123456789012:role/byoc`"])
    #expect(try findings("roleArn", "arn:aws:iam::1234-5678-9012:role/x").first?.help == ["write `123456789012`"])
    #expect(
      try findings("roleArn", "arn:aws-gov:iam::123456789012:role/x").first?.help == ["did you mean `aws-us-gov`?"])
  }

  @Test(arguments: [
    ("", ["TG210", "TG214"]), ("x", ["TG210", "TG214"]), ("a5xQ9 vR2mK8tL4wZ7nB3c", ["TG210", "TG214"]),
    (String(repeating: "aB", count: 613), ["TG210", "TG214"]), ("dummy", ["TG211", "TG214"]),
    ("Change-Me", ["TG211", "TG214"]), (String(repeating: "x", count: 30), ["TG211", "TG214"]),
    ("<your external id>", ["TG210", "TG211", "TG214"]), ("x7Kq2", ["TG212", "TG214"]),
    ("123456789012", ["TG212", "TG213", "TG214"]), ("vision-train", ["TG212", "TG214"]),
    ("lightning-byoc", ["TG212", "TG214"]),
    ("arn:aws:iam::123456789012:role/lightning-byoc", ["TG213", "TG214"]),
    ("a5xQ9vR2mK8tL4wZ7nB3c", ["TG214"]),
  ])
  func `a weak external id is found and never shown`(id: String, codes: [String]) throws {
    let found = try findings("externalId", id, [("externalIdFrom", .null)])
    #expect(found.map(\.code.description).sorted() == codes)
    guard id.count > 4 else { return }
    for finding in found { #expect(!"\(finding.message) \(finding.help) \(finding.notes)".contains(id)) }
  }

  @Test(arguments: [
    ("LIGHTNING_EXTERNAL_ID", nil), ("LIGHTNING_EXTERNAL_ID_TEAM_A", nil),
    ("EXTERNAL_ID", "the variable `EXTERNAL_ID` may not be read for an external id"),
    ("lightning_external_id", "the variable `lightning_external_id` may not be read for an external id"),
    ("LIGHTNING_API_KEY", "the variable `LIGHTNING_API_KEY` holds credentials of its own, not an external id"),
    ("AWS_PROFILE", "the variable `AWS_PROFILE` holds credentials of its own, not an external id"),
    ("GITHUB_TOKEN", "the variable `GITHUB_TOKEN` holds credentials of its own, not an external id"),
    ("GITHUBTOKEN", "the variable `GITHUBTOKEN` holds credentials of its own, not an external id"),
    ("DB_PASSPHRASE", "the variable `DB_PASSPHRASE` holds credentials of its own, not an external id"),
    ("STRIPE_APIKEY", "the variable `STRIPE_APIKEY` holds credentials of its own, not an external id"),
    ("MY_CREDENTIAL", "the variable `MY_CREDENTIAL` holds credentials of its own, not an external id"),
    ("token", "the variable `token` holds credentials of its own, not an external id"),
    (
      "LIGHTNING_EXTERNAL_ID_SECRET",
      "the variable `LIGHTNING_EXTERNAL_ID_SECRET` holds credentials of its own, not an external id"
    ),
  ])
  func `an external id comes from variables that are allowed`(variable: String, message: String?) throws {
    let patch = "spec: {externalIdFrom: {env: \(variable)}}"
    let draft = try #require(RequestText.drafts(try RequestText.patched(patch), name: "a.json").first)
    let verdict = try Repository.gate().evaluate(draft)
    #expect(verdict.findings.map(\.message) == [message].compactMap(\.self))
    #expect(verdict.findings.allSatisfy { $0.code == "TG215" })
    #expect(verdict.bills != nil)
    #expect(verdict.isApproved == (message == nil))
  }
}
