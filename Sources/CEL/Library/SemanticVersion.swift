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

  /// Less than, equal to or greater than zero (semver.org, item 11); what was built does not count.
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
        "semver", [.global([.string], type)],
        .unary { value in
          guard case .string(let text) = value else { return .noSuchOverload("semver", value) }
          return SemanticVersion(text).map { .opaque($0) }
            ?? .failure(.invalidArgument, "\(ValueText.brief(value)) is no semantic version such as `1.2.3-rc.1`")
        }),
      Function(
        "isSemver", [.global([.string], .bool)],
        .unary { value in
          guard case .string(let text) = value else { return .noSuchOverload("isSemver", value) }
          return .bool(SemanticVersion(text) != nil)
        }),
      part("major", 0), part("minor", 1), part("patch", 2),
      comparison("isLessThan", .bool) { .bool($0 < 0) },
      comparison("isGreaterThan", .bool) { .bool($0 > 0) },
      comparison("compareTo", .int) { .int(Int64($0.signum())) },
    ], types: [(SemanticVersion.typeName, type)])

  private static func version(_ value: Value) -> SemanticVersion? {
    if case .opaque(let instance) = value { instance.value as? SemanticVersion } else { nil }
  }

  private static func part(_ name: String, _ place: Int) -> Function {
    Function(
      name, [.member([type], .int)],
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
      name, [.member([type, type], result)],
      .binary { one, other in
        guard let a = version(one), let b = version(other) else { return .noSuchOverload(name, one, other) }
        return compute(a.order(to: b))
      })
  }
}
