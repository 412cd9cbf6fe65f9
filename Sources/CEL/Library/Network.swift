extension Library {
  private static let ip = ValueType.opaque(IPAddress.typeName, [])
  private static let cidr = ValueType.opaque(AddressRange.typeName, [])

  /// IP addresses and ranges of them (cel-go, ext/network.go; Kubernetes, apiserver/pkg/cel/library/ip.go and cidr.go).
  public static let network = Library(
    name: "network", summary: "IP addresses and ranges: `cidr('10.0.0.0/8').containsIP(x)`",
    functions: conversions + addressFunctions + rangeFunctions, types: [("net.IP", ip), ("net.CIDR", cidr)])

  private static func address(_ value: Value) -> IPAddress? {
    if case .opaque(let instance) = value { instance.value as? IPAddress } else { nil }
  }

  private static func range(_ value: Value) -> AddressRange? {
    if case .opaque(let instance) = value { instance.value as? AddressRange } else { nil }
  }

  private static func parsed<Parsed: OpaqueValue>(
    _ name: String, _ value: Value, _ parse: (String) throws(IPAddress.Invalid) -> Parsed
  ) -> Value {
    guard case .string(let text) = value else { return .noSuchOverload(name, value) }
    do {
      return .opaque(try parse(text))
    } catch {
      return .failure(.invalidArgument, error.reason)
    }
  }

  /// The maximum number of characters in a range of IPv6 addresses: eight groups of four digits, colons, `/128`.
  private static let longestText: UInt64 = 43

  private static let conversions: [Function] = [
    Function(
      "ip", [.global([.string], ip)], .byType, planning: .constructor,
      .unary { parsed("ip", $0) { (text) throws(IPAddress.Invalid) in try IPAddress(text) } }),
    Function(
      "cidr", [.global([.string], cidr)], .byType, planning: .constructor,
      .unary { parsed("cidr", $0) { (text) throws(IPAddress.Invalid) in try AddressRange(text) } }),
    Function(
      "isIP", [.global([.string], .bool)], .byType,
      .unary { value in
        guard case .string(let text) = value else { return .noSuchOverload("isIP", value) }
        return .bool((try? IPAddress(text)) != nil)
      }),
    Function(
      "isCIDR", [.global([.string], .bool)], .byType,
      .unary { value in
        guard case .string(let text) = value else { return .noSuchOverload("isCIDR", value) }
        return .bool((try? AddressRange(text)) != nil)
      }),
    Function(
      "ip.isCanonical", [.global([.string], .bool)], .byType,
      .unary { value in
        guard case .string(let text) = value else { return .noSuchOverload("ip.isCanonical", value) }
        do throws(IPAddress.Invalid) {
          let address = try IPAddress(text)
          return .bool(address.description == text)
        } catch {
          return .failure(.invalidArgument, error.reason)
        }
      }),
    Function(
      "string", [.global([ip], .string), .global([cidr], .string)], .giving { _ in .text(0...longestText) },
      .unary { value in
        if let address = address(value) { return .string(address.description) }
        return range(value).map { .string($0.description) } ?? .noSuchOverload("string", value)
      }),
  ]

  private static func ofAddress(
    _ name: String, _ result: ValueType, _ compute: @escaping @Sendable (IPAddress) -> Value
  ) -> Function {
    Function(
      name, [.member([ip], result)], .byType, .unary { address($0).map(compute) ?? .noSuchOverload(name, $0) })
  }

  private static let addressFunctions: [Function] = [
    ofAddress("family", .int) { .int($0.isIPv6 ? 6 : 4) },
    ofAddress("isUnspecified", .bool) { .bool($0.isUnspecified) },
    ofAddress("isLoopback", .bool) { .bool($0.isLoopback) },
    ofAddress("isGlobalUnicast", .bool) { .bool($0.isGlobalUnicast) },
    ofAddress("isLinkLocalMulticast", .bool) { .bool($0.isLinkLocalMulticast) },
    ofAddress("isLinkLocalUnicast", .bool) { .bool($0.isLinkLocalUnicast) },
  ]

  private static func ofRange(
    _ name: String, _ result: ValueType, _ compute: @escaping @Sendable (AddressRange) -> Value
  ) -> Function {
    Function(
      name, [.member([cidr], result)], .byType, .unary { range($0).map(compute) ?? .noSuchOverload(name, $0) })
  }

  private static let rangeFunctions: [Function] = [
    ofRange("ip", ip) { .opaque($0.address) },
    ofRange("masked", cidr) { .opaque($0.masked) },
    ofRange("isMask", .bool) { .bool($0.masked == $0) },
    ofRange("prefixLength", .int) { .int(Int64($0.prefixLength)) },
    Function(
      "containsIP", [.member([cidr, ip], .bool), .member([cidr, .string], .bool)], .byType,
      .binary { container, value in
        guard let container = range(container) else { return .noSuchOverload("containsIP", container, value) }
        if let address = address(value) { return .bool(container.contains(address)) }
        let parsed = parsed("containsIP", value) { (text) throws(IPAddress.Invalid) in try IPAddress(text) }
        return address(parsed).map { .bool(container.contains($0)) } ?? parsed
      }),
    Function(
      "containsCIDR", [.member([cidr, cidr], .bool), .member([cidr, .string], .bool)], .byType,
      .binary { container, value in
        guard let container = range(container) else { return .noSuchOverload("containsCIDR", container, value) }
        if let other = range(value) { return .bool(container.contains(other)) }
        let parsed = parsed("containsCIDR", value) { (text) throws(IPAddress.Invalid) in try AddressRange(text) }
        return range(parsed).map { .bool(container.contains($0)) } ?? parsed
      }),
  ]
}
