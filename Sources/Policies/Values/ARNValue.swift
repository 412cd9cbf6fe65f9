import CEL

/// The parts of an Amazon Resource Name (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html):
/// `arn(object.spec.roleArn).account`.
struct ARNValue: Structure {
  let parts: [String]

  static let structureType = StructureType<ARNValue>("arn") {
    Field("partition") { $0.parts[1] }
    Field("service") { $0.parts[2] }
    Field("region") { $0.parts[3] }
    Field("account") { $0.parts[4] }
    Field("resource") { $0.parts[5] }
  }

  static let function = Function("arn", cost: 1) { (text: String) throws(EvaluationError) -> ARNValue in
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard parts.count == 6, parts[0] == "arn", !parts[2].isEmpty, !parts[5].isEmpty else {
      throw EvaluationError(.invalidArgument, "the text is not an ARN such as `arn:aws:iam::123456789012:role/name`")
    }
    return ARNValue(parts: parts)
  }
}
