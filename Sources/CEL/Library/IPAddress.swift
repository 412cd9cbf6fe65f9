import Glibc

/// An IPv4 or IPv6 address.
struct IPAddress: OpaqueValue, Hashable {
  static let typeName = "net.IP"

  /// 4 or 16 octets.
  let octets: [UInt8]

  init(octets: [UInt8]) {
    self.octets = octets
  }

  /// The reason why a text is not an address.
  struct Invalid: Error {
    let reason: String
  }

  init(_ text: String) throws(Invalid) {
    guard !text.utf8.contains(UInt8(ascii: "%")) else { throw Invalid(reason: "an address with a zone is not allowed") }
    let hasColon = text.utf8.contains(UInt8(ascii: ":"))
    if hasColon, text.utf8.contains(UInt8(ascii: ".")) {
      throw Invalid(reason: "an IPv4-mapped IPv6 address is not allowed")
    }
    var octets = [UInt8](repeating: 0, count: hasColon ? 16 : 4)
    // inet_pton stops at a zero byte.
    let isAddress =
      !text.utf8.contains(0) && text.utf8.count <= 64 && inet_pton(hasColon ? AF_INET6 : AF_INET, text, &octets) == 1
    guard isAddress else { throw Invalid(reason: "\(ValueText.brief(.string(text))) is not an IP address") }
    self.octets = octets
  }

  var isIPv6: Bool { octets.count == 16 }

  /// The IPv4 address that an IPv4-mapped address stands for (RFC 4291, 2.5.5.2).
  var unmapped: IPAddress {
    let prefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    return isIPv6 && octets.starts(with: prefix) ? IPAddress(octets: Array(octets[12...])) : self
  }

  func isEqual(to other: any OpaqueValue) -> Bool { (other as? IPAddress)?.unmapped == unmapped }

  /// The address in the notation of RFC 5952.
  var description: String {
    guard isIPv6 else { return octets.map { String($0) }.joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
    var longest = 0..<0
    var start = 0
    while start < groups.count {
      var end = start
      while end < groups.count, groups[end] == 0 { end += 1 }
      if end - start > max(1, longest.count) { longest = start..<end }
      start = end + 1
    }
    func text(_ groups: ArraySlice<UInt16>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    return longest.isEmpty
      ? text(groups[...]) : text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
  }

  // MARK: Kinds (RFC 6890, RFC 4291)

  var isUnspecified: Bool { octets.allSatisfy { $0 == 0 } }
  var isLoopback: Bool {
    isIPv6 ? octets.dropLast().allSatisfy { $0 == 0 } && octets[15] == 1 : octets[0] == 127
  }
  var isMulticast: Bool { isIPv6 ? octets[0] == 0xFF : octets[0] & 0xF0 == 224 }
  var isLinkLocalMulticast: Bool {
    isIPv6 ? octets[0] == 0xFF && octets[1] & 0x0F == 2 : octets[0] == 224 && octets[1] == 0 && octets[2] == 0
  }
  var isLinkLocalUnicast: Bool {
    isIPv6 ? octets[0] == 0xFE && octets[1] & 0xC0 == 0x80 : octets[0] == 169 && octets[1] == 254
  }
  var isGlobalUnicast: Bool {
    let isBroadcast = !isIPv6 && octets.allSatisfy { $0 == 255 }
    return !(isUnspecified || isLoopback || isMulticast || isLinkLocalUnicast || isBroadcast)
  }
}

/// A range of addresses: an address and the number of its leading bits that count.
struct AddressRange: OpaqueValue, Hashable {
  static let typeName = "net.CIDR"

  let address: IPAddress
  let prefixLength: Int

  init(address: IPAddress, prefixLength: Int) {
    self.address = address
    self.prefixLength = prefixLength
  }

  init(_ text: String) throws(IPAddress.Invalid) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { String($0) ?? "" }
    guard parts.count == 2, !parts[1].isEmpty, parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy(Lexer.isDigit),
      let length = Int(parts[1]), String(length) == parts[1]
    else {
      throw IPAddress.Invalid(
        reason: "\(ValueText.brief(.string(text))) is not a range of addresses such as `10.0.0.0/8`")
    }
    address = try IPAddress(parts[0])
    guard length <= address.octets.count * 8 else {
      throw IPAddress.Invalid(reason: "the prefix of \(ValueText.brief(.string(text))) is longer than the address")
    }
    prefixLength = length
  }

  var description: String { "\(address.description)/\(prefixLength)" }

  /// The range with all other bits of the address set to zero.
  var masked: AddressRange {
    var octets = address.octets
    for index in octets.indices {
      let bits = max(0, min(8, prefixLength - index * 8))
      octets[index] &= UInt8(truncatingIfNeeded: 0xFF00 >> bits)
    }
    return AddressRange(address: IPAddress(octets: octets), prefixLength: prefixLength)
  }

  func contains(_ other: IPAddress) -> Bool {
    other.octets.count == address.octets.count
      && AddressRange(address: other, prefixLength: prefixLength).masked.address == masked.address
  }

  func contains(_ other: AddressRange) -> Bool { prefixLength <= other.prefixLength && contains(other.address) }
}
