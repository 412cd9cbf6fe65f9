import Documents

/// A request that is given in parts, such as by the command line's flags, and written as a document from them.
public struct RequestParts: Sendable {
  /// The cluster's name.
  public var name: String
  /// The AWS region.
  public var region: String
  /// The role that the control plane assumes.
  public var roleArn: String
  /// The instance types that the cluster may use.
  public var instanceTypes: [String]
  /// Whether cost-savings mode is asked for.
  public var costSavings: Bool

  /// A request of these parts.
  public init(name: String, region: String, roleArn: String, instanceTypes: [String], costSavings: Bool) {
    self.name = name
    self.region = region
    self.roleArn = roleArn
    self.instanceTypes = instanceTypes
    self.costSavings = costSavings
  }

  /// What stands in the document for an external id that is kept out of it.
  public static let externalIdToken = "(given apart)"

  /// The document, in YAML.
  public var yaml: String {
    let types = instanceTypes.isEmpty ? " []" : instanceTypes.map { "\n    - " + Self.scalar($0) }.joined()
    return """
      apiVersion: \(RequestReader.apiVersion)
      kind: \(RequestReader.kind)
      metadata:
        name: \(Self.scalar(name))
      spec:
        provider: aws
        region: \(Self.scalar(region))
        roleArn: \(Self.scalar(roleArn))
        externalId: \(Self.externalIdToken)
        instanceTypes:\(types)
        costSavings: \(costSavings)

      """
  }

  /// A string as a plain YAML scalar where that reads back as the same string, else in double quotes, whose escapes are
  /// those of JSON (YAML 1.2.2, section 7.3.1).
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map(isLetter) ?? false
      && text.utf8.last.map { isLetter($0) || isDigit($0) } ?? false
      && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_./:@+=,".utf8.contains($0) }
      && !["true", "false", "null"].contains(text.lowercased())
    return isPlain ? text : JSONValue.string(text).canonical
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
