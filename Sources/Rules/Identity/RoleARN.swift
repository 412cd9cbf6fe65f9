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
    let pieces = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard pieces.count == 6, pieces[0].elementsEqual("arn".utf8) else { return nil }
    var parts: [Part] = []
    parts.reserveCapacity(pieces.count)
    var start = 0
    for piece in pieces {
      let end = start + piece.count { $0 & 0xC0 != 0x80 }  // code points, not UTF-8's continuation bytes
      parts.append(Part(text: String(Substring(piece)), indices: start..<end))
      start = end + 1
    }
    (partition, service, region, account) = (parts[1], parts[2], parts[3], parts[4])
    resource = parts[5]
  }

  /// What stands before the resource's first slash or colon: `role`.
  var resourceKind: String {
    String(resource.text.unicodeScalars.prefix { $0 != "/" && $0 != ":" })
  }

  /// The role's path with its name, what follows `role/`; nil if the resource is no role.
  var pathAndName: String? {
    let text = resource.text.utf8
    return text.starts(with: "role/".utf8) ? String(Substring(text.dropFirst(5))) : nil
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
