import Documents

/// The parts of a role's ARN, `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`, each with its place in the text. Parts are
/// kept as they are, right or wrong; a rule each looks at them.
struct RoleARN {
  /// Part of the text, in code points.
  struct Part {
    let text: String
    let indices: Range<Int>
  }

  let partition: Part
  let service: Part
  let region: Part
  let account: Part
  /// What follows the fifth colon: `role/NAME`.
  let resource: Part

  /// The parts; nil unless the text is `arn:` and five more parts.
  init?(_ text: String) {
    var parts: [Part] = []
    var rest = text.unicodeScalars[...]
    var start = 0
    while parts.count < 5, let colon = rest.firstIndex(of: ":") {
      let part = rest[..<colon]
      parts.append(Part(text: String(part), indices: start..<start + part.count))
      start += part.count + 1
      rest = rest[rest.index(after: colon)...]
    }
    guard parts.count == 5, parts[0].text == "arn" else { return nil }
    (partition, service, region, account) = (parts[1], parts[2], parts[3], parts[4])
    resource = Part(text: String(rest), indices: start..<start + rest.count)
  }

  /// What stands before the resource's first slash or colon: `role`.
  var resourceKind: String {
    String(resource.text.unicodeScalars.prefix { $0 != "/" && $0 != ":" })
  }

  /// The role's path with its name, what follows `role/`; nil if the resource is no role.
  var pathAndName: String? {
    resource.text.hasPrefix("role/") ? String(resource.text.dropFirst(5)) : nil
  }

  /// Whether it is an IAM role's ARN, however wrong its parts.
  var isRole: Bool { service.text == "iam" && pathAndName != nil }

  /// The place of one of the parts of an ARN.
  func place(of part: Part, in arn: Located<String>) -> Place {
    // A part that is empty has no place of its own; the colon after it stands for it.
    let indices = part.indices.isEmpty ? part.indices.lowerBound..<part.indices.lowerBound + 1 : part.indices
    return arn.place.narrowed(to: indices, of: arn.value)
  }
}
