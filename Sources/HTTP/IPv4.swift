/// An IPv4 address of four decimal numbers. The shorter and octal forms that resolvers also accept are rejected.
struct IPv4 {
  private let bits: UInt32

  /// Reads `127.0.0.1`.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      let isPlain = part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard isPlain, part == "0" || part.first != "0", let byte = UInt8(part) else { return nil }
      bits = bits << 8 | UInt32(byte)
    }
    self.bits = bits
  }

  /// Whether the address is this machine (RFC 1122, section 3.2.1.3).
  var isLoopback: Bool { bits >> 24 == 127 }

  /// Whether the address belongs to a network such as `10.0.0.0/8`.
  func isIn(network text: some StringProtocol) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let network = IPv4(parts[0]), let length = UInt8(parts[1]), length <= 32 else {
      return false
    }
    return length == 0 || (bits ^ network.bits) >> (32 - UInt32(length)) == 0
  }
}
