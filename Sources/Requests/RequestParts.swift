import Documents
public import Findings

/// A request that is given in parts, such as by the command line's flags, and written as a document from them.
public struct RequestParts: Sendable {
  /// How much the cluster will be used; what is nil is left to the default.
  public struct Usage: Sendable, Equatable {
    /// The number of nodes that are always up.
    public var minimumNodes: Int?
    /// The greatest number of nodes.
    public var maximumNodes: Int?
    /// The mean number of busy nodes, as it was written.
    public var load: String?

    /// A usage of which nothing is known.
    public init() {}
  }

  /// What stands in the document for the external id.
  public enum ExternalIDSource: Sendable, Equatable {
    /// A token: the external id is kept out of the document.
    case token
    /// The name of an environment variable.
    case environment(variable: String)
  }

  /// The cluster's name.
  public var name: String
  /// What the cluster is for.
  public var description: String?
  /// The labels, in order.
  public var labels: [(key: String, value: String)]
  /// The AWS region.
  public var region: String
  /// The role that the control plane assumes.
  public var roleArn: String
  /// What stands for the external id.
  public var externalId = ExternalIDSource.token
  /// The instance types that the cluster may use.
  public var instanceTypes: [String]
  /// Whether cost-savings mode is asked for.
  public var costSavings: Bool
  /// Whether its nodes run in reserved capacity.
  public var capacityReservation = false
  /// How much the cluster will be used.
  public var usage: Usage

  /// A request of these parts.
  public init(
    name: String, description: String? = nil, labels: [(key: String, value: String)] = [], region: String,
    roleArn: String, instanceTypes: [String], costSavings: Bool, usage: Usage = Usage()
  ) {
    self.name = name
    self.description = description
    self.labels = labels
    self.region = region
    self.roleArn = roleArn
    self.instanceTypes = instanceTypes
    self.costSavings = costSavings
    self.usage = usage
  }

  /// What stands in the document for an external id that is kept out of it.
  public static let externalIdToken = "(given apart)"

  /// The document, in YAML.
  public var yaml: String {
    let types = instanceTypes.isEmpty ? " []" : instanceTypes.map { "\n    - " + Self.scalar($0) }.joined()
    let source =
      switch externalId {
      case .token: "externalId: " + Self.externalIdToken
      case .environment(let variable): "externalIdFrom: {env: \(Self.scalar(variable))}"
      }
    return """
      apiVersion: \(RequestReader.apiVersion)
      kind: \(RequestReader.kind)
      metadata:
        name: \(Self.scalar(name))\(metadata)
      spec:
        provider: aws
        region: \(Self.scalar(region))
        roleArn: \(Self.scalar(roleArn))
        \(source)
        instanceTypes:\(types)
        costSavings: \(costSavings)\(capacityReservation ? "\n  capacityReservation: true" : "")\(workload)

      """
  }

  private var metadata: String {
    let description = description.map { "\n  description: " + Self.scalar($0) } ?? ""
    guard !labels.isEmpty else { return description }
    return description + "\n  labels:"
      + labels.map { "\n    \(Self.scalar($0.key)): \(Self.scalar($0.value))" }.joined()
  }

  private var workload: String {
    var lines: [String] = []
    if usage.minimumNodes != nil || usage.maximumNodes != nil {
      lines.append("computeNodes:")
      if let minimum = usage.minimumNodes { lines.append("  min: \(minimum)") }
      if let maximum = usage.maximumNodes { lines.append("  max: \(maximum)") }
    }
    if let load = usage.load { lines.append("load: " + load) }
    return lines.isEmpty ? "" : "\n  workload:" + lines.map { "\n    " + $0 }.joined()
  }

  /// A string as a plain YAML scalar where that reads back as the same string, else in double quotes (YAML 1.2.2, section
  /// 7.3.1), with an escape for everything that cannot be seen.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map(isLetter) ?? false
      && text.utf8.last.map { isLetter($0) || isDigit($0) } ?? false
      && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_./:@+=,".utf8.contains($0) }
      && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    return isPlain ? text : "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\"" || scalar == "\\" { return "\\\(scalar)" }
    guard isUnprintable(scalar) else { return String(scalar) }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let length = scalar.value > 0xFFFF ? 8 : 4
    return (length == 8 ? "\\U" : "\\u") + String(repeating: "0", count: length - digits.utf8.count) + digits
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// The parts of a request in a file, on which flags are put. A part that the file lacks is nil.
public struct RequestBase: Sendable {
  /// What the cluster is for.
  public let description: String?
  /// The labels, in order.
  public let labels: [(key: String, value: String)]
  /// The AWS region.
  public let region: String?
  /// The role that the control plane assumes.
  public let roleArn: String?
  /// The external id.
  public let externalId: ExternalID?
  /// The instance types; nil if the file lists none.
  public let instanceTypes: [String]?
  /// Whether cost-savings mode is asked for.
  public let costSavings: Bool?
  /// Whether its nodes run in reserved capacity.
  public let capacityReservation: Bool
  /// How much the cluster will be used.
  public let usage: RequestParts.Usage

  /// The base without a file.
  public static let empty = RequestBase(nil)

  /// The parts of a request, complete or not.
  public init(_ draft: RequestDraft) { self.init(.some(draft)) }

  private init(_ draft: RequestDraft?) {
    description = draft?.description?.value
    labels = (draft?.labels ?? []).map { ($0.key.value, $0.value.value) }
    region = draft?.region?.value
    roleArn = draft?.roleArn?.value
    externalId = draft?.externalId?.value
    instanceTypes = draft.flatMap { $0.instanceTypes.isEmpty ? nil : $0.instanceTypes.map(\.value) }
    costSavings = draft?.costSavings?.value
    capacityReservation = draft?.capacityReservation?.value ?? false
    var usage = RequestParts.Usage()
    usage.minimumNodes = draft?.minimumNodes?.value
    usage.maximumNodes = draft?.maximumNodes?.value
    usage.load = draft?.load?.value
    self.usage = usage
  }
}

extension RequestDraft {
  /// What is wrong with its form besides parts that it lacks.
  public var mistakes: [Finding] { findings.filter { $0.severity == .error && $0.code != .missingField } }
}
