/// Names of regions and zones.
package enum RegionName {
  /// Whether a text could be the name of a region: `us-gov-west-1`.
  package static func isOne(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count >= 3, text.utf8.count <= 40, let number = parts.last, (1...2).contains(number.count) else {
      return false
    }
    return number.allSatisfy { 48...57 ~= $0 }
      && parts.dropLast().allSatisfy { !$0.isEmpty && $0.allSatisfy { 97...122 ~= $0 } }
  }

  /// How the IDs of a region's zones begin: `use1` for `us-east-1`, `usgw1` for `us-gov-west-1`.
  ///
  /// The country, the first letter of each word, and both of a direction between two: `apne1` for `ap-northeast-1`.
  static func zonePrefix(_ region: String) -> String {
    let parts = region.split(separator: "-")
    let words = parts.dropFirst().dropLast().map { word in
      ["northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw"][word] ?? String(word.prefix(1))
    }
    return (parts.first.map(String.init) ?? "") + words.joined() + (parts.last.map(String.init) ?? "")
  }

  /// The partition of a region that no source names, by the beginning of its name. Source: botocore's endpoints.json.
  static func partition(_ region: String) -> String {
    let beginnings = [
      ("cn-", "aws-cn"), ("us-gov-", "aws-us-gov"), ("us-isob-", "aws-iso-b"), ("us-isof-", "aws-iso-f"),
      ("us-iso-", "aws-iso"), ("eu-isoe-", "aws-iso-e"), ("eusc-", "aws-eusc"),
    ]
    return beginnings.first { region.hasPrefix($0.0) }?.1 ?? "aws"
  }

  /// The part of a zone ID before `-az1`, if it is an availability zone; nil for a local zone.
  static func prefix(ofZoneID id: String) -> String? {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].hasPrefix("az"), parts[1].dropFirst(2).utf8.allSatisfy({ 48...57 ~= $0 }),
      parts[1].utf8.count > 2
    else { return nil }
    return String(parts[0])
  }
}
