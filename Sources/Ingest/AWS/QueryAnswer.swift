/// What an answer of a Query API of AWS says beside its records, for the client that asked.
///
/// Source: "Query requests for Amazon EC2" in the EC2 developer guide; the API reference of the Security Token Service.
package struct QueryAnswer: Sendable {
  private static let outline = Outline(
    [
      // EC2 and STS wrap errors differently.
      Outline.Record(
        path: "Response/Errors/Error", kind: .failure, fields: ["Code": .errorCode, "Message": .errorMessage]),
      Outline.Record(
        path: "ErrorResponse/Error", kind: .failure, fields: ["Code": .errorCode, "Message": .errorMessage]),
      Outline.Record(
        path: "DescribeRegionsResponse/regionInfo/item", kind: .region,
        fields: ["regionName": .region, "optInStatus": .optIn]),
    ],
    values: Dictionary(
      ["AssumeRoleResponse/AssumeRoleResult", "AssumeRoleWithWebIdentityResponse/AssumeRoleWithWebIdentityResult"]
        .flatMap { path in
          [
            ("\(path)/Credentials/AccessKeyId", Field.keyID), ("\(path)/Credentials/SecretAccessKey", .secretKey),
            ("\(path)/Credentials/SessionToken", .sessionToken),
          ]
        }
        + [
          "DescribeInstanceTypesResponse", "DescribeInstanceTypeOfferingsResponse", "DescribeRegionsResponse",
          "DescribeAvailabilityZonesResponse",
        ].map {
          ("\($0)/nextToken", .nextToken)
        }
    ) { $1 })

  /// The error code, such as `RequestLimitExceeded`; nil if the answer is not an error.
  package fileprivate(set) var errorCode: String?
  /// What the error says.
  package fileprivate(set) var errorMessage = ""
  /// Where the next part of the answer begins; nil if this is the last.
  package fileprivate(set) var nextToken: String?
  /// Key ID, secret key and session token of assumed roles.
  package fileprivate(set) var keyID: String?
  package fileprivate(set) var secretKey: String?
  package fileprivate(set) var sessionToken: String?
  /// The regions that an account can use.
  package fileprivate(set) var regions: [String] = []

  /// Reads an answer.
  /// - Throws: `ImportError` if it is not XML of AWS.
  package init(_ body: [UInt8], named name: String) throws(ImportError) {
    let reader = QueryAnswerReader()
    try XMLRecords.read(InputBytes(body, named: name), Self.outline, reader)
    self = reader.answer
  }

  fileprivate init() {}
}

private final class QueryAnswerReader: RecordConsumer {
  var answer = QueryAnswer()

  func take(_ record: borrowing Record, _ kind: RecordKind) {
    if kind == .region {
      if let name = record.text(.region), RegionName.isOne(name), !record.has(.optIn, "not-opted-in") {
        answer.regions.append(name)
      }
    } else {
      answer.errorCode = record.text(.errorCode) ?? "unknown"
      answer.errorMessage = record.text(.errorMessage) ?? ""
    }
  }

  func take(_ value: String, _ field: Field) {
    switch field {
    case .nextToken: answer.nextToken = value.isEmpty ? nil : value
    case .keyID: answer.keyID = value
    case .secretKey: answer.secretKey = value
    default: answer.sessionToken = value
    }
  }
}
