/// A version as https://semver.org (2.0.0) defines it.
struct SemanticVersion: OpaqueValue {
  static let typeName = "kubernetes.Semver"

  let numbers: [UInt64]
  let prerelease: [String]
  let build: String

  init?(_ text: String) {
    guard text.utf8.count <= 256 else { return nil }
    var rest = text[...]
    var build = ""
    if let plus = rest.firstIndex(of: "+") {
      build = String(rest[rest.index(after: plus)...])
      rest = rest[..<plus]
      guard Self.areIdentifiers(build, allowsLeadingZeros: true) else { return nil }
    }
    var prerelease: [String] = []
    if let dash = rest.firstIndex(of: "-") {
      let identifiers = String(rest[rest.index(after: dash)...])
      rest = rest[..<dash]
      guard Self.areIdentifiers(identifiers, allowsLeadingZeros: false) else { return nil }
      prerelease = identifiers.split(separator: ".").map { String($0) }
    }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    var numbers: [UInt64] = []
    for part in parts {
      guard Self.isNumber(part), let number = UInt64(part), String(number) == part else { return nil }
      numbers.append(number)
    }
    (self.numbers, self.prerelease, self.build) = (numbers, prerelease, build)
  }

  /// Reads a version that may begin with `v`, omit its minor and patch numbers and have leading zeros (Kubernetes,
  /// apiserver/pkg/cel/library/semverlib.go, `normalizeAndParse`).
  init?(completing text: String) {
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "v") { bytes = bytes.dropFirst() }
    var parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false).map {
      part -> ArraySlice<UInt8> in
      guard part.count > 1 else { return part }
      let digits = part.drop { $0 == UInt8(ascii: "0") }
      return digits.first.map(Lexer.isDigit) == true ? digits : [UInt8(ascii: "0")] + digits
    }
    // Nothing can follow a missing patch number.
    if parts.count < 3, parts.last?.contains(where: { "+-".utf8.contains($0) }) == true { return nil }
    while parts.count < 3 { parts.append([UInt8(ascii: "0")]) }
    self.init(parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "."))
  }

  private static func isNumber(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(Lexer.isDigit)
  }

  private static func areIdentifiers(_ text: String, allowsLeadingZeros: Bool) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      let isWord =
        !part.isEmpty
        && part.utf8.allSatisfy {
          (Lexer.isLetter($0) && $0 != UInt8(ascii: "_")) || Lexer.isDigit($0) || $0 == UInt8(ascii: "-")
        }
      return isWord && (allowsLeadingZeros || !isNumber(part) || part == "0" || !part.hasPrefix("0"))
    }
  }

  var description: String {
    numbers.map { String($0) }.joined(separator: ".")
      + (prerelease.isEmpty ? "" : "-" + prerelease.joined(separator: "."))
      + (build.isEmpty ? "" : "+" + build)
  }

  /// Returns a number less than, equal to or greater than zero (semver.org, item 11). Build metadata is ignored.
  func order(to other: SemanticVersion) -> Int {
    for (a, b) in zip(numbers, other.numbers) where a != b { return a < b ? -1 : 1 }
    if prerelease.isEmpty != other.prerelease.isEmpty { return prerelease.isEmpty ? 1 : -1 }
    for (a, b) in zip(prerelease, other.prerelease) where a != b {
      switch (Self.isNumber(a), Self.isNumber(b)) {
      case (true, false): return -1
      case (false, true): return 1
      case (true, true):
        if a.utf8.count != b.utf8.count { return a.utf8.count < b.utf8.count ? -1 : 1 }
        return UTF8Order.compare(a, b)
      case (false, false): return UTF8Order.compare(a, b)
      }
    }
    return prerelease.count - other.prerelease.count
  }

  func isEqual(to other: any OpaqueValue) -> Bool { (other as? SemanticVersion)?.order(to: self) == 0 }
}

extension Library {
  private static let type = ValueType.opaque(SemanticVersion.typeName, [])

  /// Semantic versions (Kubernetes, apiserver/pkg/cel/library/semver.go).
  public static let semver = Library(
    name: "semver", summary: "semantic versions: `semver('1.2.3').isLessThan(semver('1.10.0'))`",
    functions: [
      Function(
        "semver", [.global([.string], type), .global([.string, .bool], type)], .byType, planning: .constructor,
        .variadic { arguments in
          guard let (text, version) = read(arguments) else { return .noSuchOverload("semver", arguments) }
          return version.map { .opaque($0) }
            ?? .failure(
              .invalidArgument, "\(ValueText.brief(text)) is not a semantic version such as `1.2.3-rc.1`")
        }),
      Function(
        "isSemver", [.global([.string], .bool), .global([.string, .bool], .bool)], .byType,
        .variadic { arguments in
          read(arguments).map { .bool($0.version != nil) } ?? .noSuchOverload("isSemver", arguments)
        }),
      part("major", 0), part("minor", 1), part("patch", 2),
      comparison("isLessThan", .bool) { .bool($0 < 0) },
      comparison("isGreaterThan", .bool) { .bool($0 > 0) },
      comparison("compareTo", .int) { .int(Int64($0.signum())) },
    ], types: [(SemanticVersion.typeName, type)])

  /// Reads a text and its version. The second argument says whether to complete the version first.
  private static func read(_ arguments: [Value]) -> (text: Value, version: SemanticVersion?)? {
    switch (arguments.count, arguments.first, arguments.last) {
    case (1, .string(let text)?, _): (.string(text), SemanticVersion(text))
    case (2, .string(let text)?, .bool(let completes)?):
      (.string(text), completes ? SemanticVersion(completing: text) : SemanticVersion(text))
    default: nil
    }
  }

  private static func version(_ value: Value) -> SemanticVersion? {
    if case .opaque(let instance) = value { instance.value as? SemanticVersion } else { nil }
  }

  private static func part(_ name: String, _ place: Int) -> Function {
    Function(
      name, [.member([type], .int)], .byType,
      .unary { value in
        guard let version = version(value) else { return .noSuchOverload(name, value) }
        return Int64(exactly: version.numbers[place]).map(Value.int)
          ?? .failure(.overflow, "the number \(version.numbers[place]) does not fit an int")
      })
  }

  private static func comparison(
    _ name: String, _ result: ValueType, _ compute: @escaping @Sendable (Int) -> Value
  ) -> Function {
    Function(
      name, [.member([type, type], result)], .byType,
      .binary { one, other in
        guard let a = version(one), let b = version(other) else { return .noSuchOverload(name, one, other) }
        return compute(a.order(to: b))
      })
  }
}
