import Documents
import Findings
public import Requests

extension RequestContract {
  /// Reads `controlPlane` of a configuration. What concerns the direct generation may stand beside the first one: an option may
  /// ask for the other.
  init(in configuration: TreeDecoder.Fields?, _ decoder: inout TreeDecoder) {
    self.init()
    guard let fields = decoder.fields("controlPlane", in: configuration, known: Self.fields) else { return }
    generation = decoder.choice("generation", in: fields, code: .configuration) ?? .kubernetes
    accepted = Set(Self.choices("accept", in: fields, &decoder))
    additions = Set(Self.choices("send", in: fields, &decoder))
    organization = Self.identifier("organization", in: fields, &decoder)
    project = Self.identifier("project", in: fields, &decoder)
  }

  private static func choices<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, in fields: TreeDecoder.Fields, _ decoder: inout TreeDecoder
  ) -> [Choice] {
    (decoder.strings(name, in: fields) ?? []).compactMap { decoder.choice($0, title: name, code: .configuration) }
  }

  private static func identifier(
    _ name: String, in fields: TreeDecoder.Fields, _ decoder: inout TreeDecoder
  ) -> String? {
    guard let text = decoder.string(name, in: fields) else { return nil }
    guard ContractOverrides.isIdentifier(text.value) else {
      decoder.report(
        Finding(
          code: .configuration, severity: .error,
          message: "`\(name)` is `\(printable(text.value, limit: 80))`, which is not an id", place: text.place,
          help: ["write the id as the control plane shows it: letters, digits and hyphens"]))
      return nil
    }
    return text.value
  }

  private static let fields = [
    TreeDecoder.Field("generation", "generation: direct"), TreeDecoder.Field("accept", "accept: [instanceTypes]"),
    TreeDecoder.Field("send", "send: [overprovisioning]"), TreeDecoder.Field("organization", "organization: org-1"),
    TreeDecoder.Field("project", "project: project-1"),
  ]
}

/// What a command line changes of the contract that the configuration describes.
public struct ContractOverrides: Sendable {
  /// The generation.
  public var generation: Generation?
  /// The ID of the organization.
  public var organization: String?
  /// The ID of the project.
  public var project: String?

  /// Overrides of nothing.
  public init() {}

  /// The contract with these changes.
  /// - Throws: `GateError` for an id of a generation that has none, or what is not an id.
  public func applied(to contract: RequestContract) throws(GateError) -> RequestContract {
    var contract = contract
    if let generation { contract.generation = generation }
    for (name, value) in [("--organization", organization), ("--project", project)] {
      guard let value else { continue }
      guard contract.generation == .direct else {
        throw .selection(
          "\(name) is for the direct generation of the control plane's contract",
          help: "add `--generation direct`, or leave it out")
      }
      guard Self.isIdentifier(value) else {
        throw .selection(
          "\(name) is `\(printable(value, limit: 80))`, which is not an id",
          help: "write the id as the control plane shows it: letters, digits and hyphens")
      }
    }
    contract.organization = organization ?? contract.organization
    contract.project = project ?? contract.project
    return contract
  }

  /// Whether a text may be an ID: up to 128 ASCII letters, digits, hyphens and underscores.
  static func isIdentifier(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
