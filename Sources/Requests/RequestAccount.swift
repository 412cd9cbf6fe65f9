extension ClusterRequest {
  /// The AWS account in which the cluster is created: that of its role's ARN
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). Nil where the text is not an ARN with an account of
  /// twelve digits.
  public var account: String? { Self.account(ofRole: roleArn) }

  /// The account of a role's ARN, `arn:aws:iam::ACCOUNT:role/NAME`; nil where the text is not an ARN with an account of twelve digits.
  package static func account(ofRole arn: String) -> String? {
    let parts = arn.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 4 else { return nil }
    let account = String(Substring(parts[4]))
    return isAccount(account) ? account : nil
  }

  /// Whether a text has the form of an account: twelve digits.
  package static func isAccount(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }
}
