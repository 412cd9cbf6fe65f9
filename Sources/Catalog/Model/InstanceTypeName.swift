/// The parts of an instance type's name: `m7g-flex.2xlarge` is series `m`, generation 7, attributes `g-flex`, size
/// `2xlarge`.
///
/// The grammar is derived from all 1,437 names in botocore 1.44.5. It is used for messages and to find successors; only
/// the catalog decides whether a type exists.
public struct InstanceTypeName: Sendable, Hashable {
  /// The letters before the generation: `m`, `inf` or `u-6tb`.
  public let series: String
  /// The generation; nil for Macs that are named only after their chip.
  public let generation: Int?
  /// The part after the generation: `gn` or `i-flex`.
  public let attributes: String
  /// The part after the dot.
  public let size: String

  /// Parses a name; nil if no type could have this name.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 64, Self.isSize(parts[1]) else { return nil }
    guard let family = Self.family(parts[0]) else { return nil }
    (series, generation, attributes) = family
    size = String(Substring(parts[1]))
  }

  private typealias Text = Substring.UTF8View

  private static func family(_ text: Text) -> (series: String, generation: Int?, attributes: String)? {
    if let memory = highMemoryFamily(text) ?? macFamily(text) { return memory }
    // [a-z]+?[0-9]{1,2}[a-z]*(-[a-z0-9]+)?
    let series = text.prefix(while: isLetter)
    let digits = text.dropFirst(series.count).prefix(while: isDigit)
    let rest = text.dropFirst(series.count + digits.count)
    let letters = rest.prefix(while: isLetter)
    let suffix = rest.dropFirst(letters.count)
    guard !series.isEmpty, (1...2).contains(digits.count) else { return nil }
    if !suffix.isEmpty {
      guard suffix.first == UInt8(ascii: "-"), suffix.count > 1,
        suffix.dropFirst().allSatisfy({ isLetter($0) || isDigit($0) })
      else { return nil }
    }
    return (string(series), Int(string(digits)), string(rest))
  }

  /// Parses `u-6tb1`, in which the memory in TB is part of the series.
  private static func highMemoryFamily(_ text: Text) -> (series: String, generation: Int?, attributes: String)? {
    let name = string(text)
    guard ["u-3tb1", "u-6tb1", "u-9tb1", "u-12tb1", "u-18tb1", "u-24tb1"].contains(name) else { return nil }
    return (String(name.dropLast()), 1, "")
  }

  /// Parses `mac1`, `mac2-m1ultra`, `mac-m4pro`.
  private static func macFamily(_ text: Text) -> (series: String, generation: Int?, attributes: String)? {
    guard text.starts(with: "mac".utf8) else { return nil }
    let rest = text.dropFirst(3)
    let digits = rest.prefix(while: isDigit)
    let chip = rest.dropFirst(digits.count)
    guard digits.count <= 1, !(digits.isEmpty && chip.isEmpty) else { return nil }
    if !chip.isEmpty {
      guard chip.starts(with: "-m".utf8), let number = chip.dropFirst(2).first, isDigit(number),
        ["", "pro", "max", "ultra"].contains(string(chip.dropFirst(3)))
      else { return nil }
    }
    return ("mac", Int(string(digits)), string(chip))
  }

  private static func isSize(_ text: Text) -> Bool {
    let name = string(text)
    if ["nano", "micro", "small", "medium", "large", "xlarge", "metal"].contains(name) { return true }
    let digits: Text
    if name.hasSuffix("xlarge") {
      digits = text.dropLast(6)
    } else if name.hasPrefix("metal-"), name.hasSuffix("xl"), text.count > 8 {
      digits = text.dropFirst(6).dropLast(2)
    } else {
      return false
    }
    return (1...3).contains(digits.count) && digits.allSatisfy(isDigit)
  }

  private static func string(_ text: Text) -> String { String(Substring(text)) }

  private static func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
