import Findings

/// The parts of a role's ARN, `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`, each with its place in the text. Parts are
/// kept as they are, right or wrong; a rule each looks at them.
final class RoleARN: Sendable {  // a class, so that no rule copies it
  /// Part of the text, in code points.
  struct Part: Sendable {
    let text: String
    let indices: Range<Int>
  }

  /// The whole.
  let arn: Located<String>
  let partition: Part
  let service: Part
  let region: Part
  let account: Part
  /// What follows the fifth colon: `role/NAME`.
  let resource: Part
  /// The role's path with its name, what follows `role/`; nil if the resource is no role.
  let pathAndName: String?

  /// The parts; nil unless the text is `arn:` and five more parts.
  init?(_ arn: Located<String>) {
    let pieces = arn.value.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard pieces.count == 6, pieces[0].elementsEqual("arn".utf8) else { return nil }
    var parts: [Part] = []
    parts.reserveCapacity(pieces.count)
    var start = 0
    for piece in pieces {
      let end = start + piece.count { $0 & 0xC0 != 0x80 }  // code points, not UTF-8's continuation bytes
      parts.append(Part(text: String(Substring(piece)), indices: start..<end))
      start = end + 1
    }
    self.arn = arn
    (partition, service, region, account) = (parts[1], parts[2], parts[3], parts[4])
    resource = parts[5]
    let path = pieces[5]
    pathAndName = path.starts(with: "role/".utf8) ? String(Substring(path.dropFirst(5))) : nil
  }

  /// What stands before the resource's first slash or colon: `role`.
  var resourceKind: String {
    String(resource.text.unicodeScalars.prefix { $0 != "/" && $0 != ":" })
  }

  /// Whether it is an IAM role's ARN, however wrong its parts.
  var isRole: Bool { service.text == "iam" && pathAndName != nil }

  /// The place of one of the parts of an ARN.
  func place(of part: Part) -> Place {
    // A part that is empty has no place of its own; the colon after it stands for it.
    let indices = part.indices.isEmpty ? part.indices.lowerBound..<part.indices.lowerBound + 1 : part.indices
    return arn.place.narrowed(to: indices, of: arn.value)
  }
}
