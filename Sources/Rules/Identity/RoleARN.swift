import Findings

/// The parts of a role's ARN, `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`, each with its place in the text. Parts are
/// stored as written, valid or not; a separate rule checks each.
final class RoleARN: Sendable {  // a class, so that rules do not copy it
  /// A part of the text; indices are in code points.
  struct Part: Sendable {
    let text: String
    let indices: Range<Int>
  }

  /// The whole ARN.
  let arn: Located<String>
  let partition: Part
  let service: Part
  let region: Part
  let account: Part
  /// The part after the fifth colon: `role/NAME`.
  let resource: Part
  /// The path and name of the role after `role/`; nil if the resource is not a role.
  let pathAndName: String?

  /// Parses the parts; nil unless the text is `arn:` and five more parts.
  init?(_ arn: Located<String>) {
    let pieces = arn.value.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard pieces.count == 6, pieces[0].elementsEqual("arn".utf8) else { return nil }
    var parts: [Part] = []
    parts.reserveCapacity(pieces.count)
    var start = 0
    for piece in pieces {
      let end = start + piece.count { $0 & 0xC0 != 0x80 }  // code points, without UTF-8 continuation bytes
      parts.append(Part(text: String(Substring(piece)), indices: start..<end))
      start = end + 1
    }
    self.arn = arn
    (partition, service, region, account) = (parts[1], parts[2], parts[3], parts[4])
    resource = parts[5]
    let path = pieces[5]
    pathAndName = path.starts(with: "role/".utf8) ? String(Substring(path.dropFirst(5))) : nil
  }

  /// The part before the first slash or colon of the resource: `role`.
  var resourceKind: String {
    String(resource.text.unicodeScalars.prefix { $0 != "/" && $0 != ":" })
  }

  /// Whether it is the ARN of an IAM role, even if parts are invalid.
  var isRole: Bool { service.text == "iam" && pathAndName != nil }

  /// The place of a part.
  func place(of part: Part) -> Place {
    // An empty part has no place; use the colon after it.
    let indices = part.indices.isEmpty ? part.indices.lowerBound..<part.indices.lowerBound + 1 : part.indices
    return arn.place.narrowed(to: indices, of: arn.value)
  }
}
