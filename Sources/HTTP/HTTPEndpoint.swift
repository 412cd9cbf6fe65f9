import Findings

/// The address of a service: scheme, host, port and the base path of its resources.
public struct HTTPEndpoint: Sendable, Hashable, CustomStringConvertible {
  /// Whether the connection is encrypted.
  public let isEncrypted: Bool
  /// The host's name or address, in lower case; an IPv6 address without brackets.
  public let host: String
  /// The port.
  public let port: Int
  /// The path before that of every resource, without a trailing slash; often empty.
  public let path: String

  /// Reads `https://host[:port][/path]`.
  /// - Throws: `HTTPEndpointError` for anything else. User information would end up in messages, and a query or
  ///   fragment has no meaning in a base URL. Plain `http` is allowed only to this machine, because it exposes the key
  ///   to the network.
  public init(_ text: String) throws(HTTPEndpointError) { try self.init(text, isMetadataService: false) }

  /// Reads the address of a metadata service, which may also be plain `http` to one of the link-local addresses of AWS
  /// ("Container credential provider" and "Use the instance metadata service" in AWS's guides).
  /// - Throws: `HTTPEndpointError`.
  public init(metadataService text: String) throws(HTTPEndpointError) { try self.init(text, isMetadataService: true) }

  private init(_ text: String, isMetadataService: Bool) throws(HTTPEndpointError) {
    let shown = printable(text.split(separator: "@").last.map(String.init) ?? "", limit: 120)
    let lower = text.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { throw .notHTTP(shown) }
    isEncrypted = lower.hasPrefix("https://")
    let rest = text.utf8.dropFirst(isEncrypted ? 8 : 7)
    guard rest.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .malformed(shown) }
    let slash = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    let authority = String(Substring(rest[..<slash]))
    var path = String(Substring(rest[slash...]))
    guard !authority.contains("@") else { throw .userInformation(shown) }
    guard !path.contains("?"), !path.contains("#"), !authority.contains("?"), !authority.contains("#") else {
      throw .malformed(shown)
    }
    while path.hasSuffix("/") { path.removeLast() }
    self.path = path
    guard let (host, port) = Self.split(authority, defaultPort: isEncrypted ? 443 : 80) else { throw .malformed(shown) }
    self.host = host.lowercased()
    self.port = port
    let isAllowed = isMetadataService && Self.metadataServices.contains(self.host)
    guard isEncrypted || isThisMachine || isAllowed else { throw .unencrypted(shown) }
  }

  /// The endpoint as a URL. The port is omitted if it is the default of the scheme.
  public var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    let suffix = port == (isEncrypted ? 443 : 80) ? "" : ":\(port)"
    return (isEncrypted ? "https://" : "http://") + name + suffix + path
  }

  /// Whether connections stay on this machine (RFC 6761, section 6.3, and the loopback addresses).
  var isThisMachine: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || IPv4(host)?.isLoopback == true
  }

  private static let metadataServices: Set = [
    "169.254.169.254", "fd00:ec2::254", "169.254.170.2", "169.254.170.23", "fd00:ec2::23",
  ]

  /// Whether the host is an address, not a name to resolve.
  var isAddress: Bool { host.contains(":") || IPv4(host) != nil }

  /// `host`, `host:port`, `[address]` or `[address]:port`.
  private static func split(_ authority: String, defaultPort: Int) -> (host: String, port: Int)? {
    var host = authority[...]
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[authority.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      port = rest.isEmpty ? nil : rest.dropFirst()
      guard host.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || isHexadecimalDigit($0) }) else { return nil }
    } else {
      let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2 else { return nil }
      host = parts[0]
      port = parts.count == 2 ? parts[1] : nil
      guard host.utf8.allSatisfy(isHostByte) else { return nil }
    }
    guard !host.isEmpty else { return nil }
    guard let port else { return (String(host), defaultPort) }
    guard let number = UInt16(port), number > 0, port.first != "+" else { return nil }
    return (String(host), Int(number))
  }

  private static func isHexadecimalDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// Why a text is not an endpoint. The excerpt of the text never includes what comes before an `@`.
public enum HTTPEndpointError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The scheme is not `https` or `http`.
  case notHTTP(String)
  /// The rest is not a host with an optional port and path.
  case malformed(String)
  /// It contains a user name or password.
  case userInformation(String)
  /// It uses `http` to another machine.
  case unencrypted(String)

  /// The message shown to people.
  public var description: String {
    switch self {
    case .notHTTP(let text): "`\(text)` is not an address that begins with `https://`"
    case .malformed(let text): "`\(text)` is not an address such as `https://lightning.ai`"
    case .userInformation(let text):
      "the address of `\(text)` holds a user name or password, which does not belong there"
    case .unencrypted(let text): "`\(text)` is not encrypted and would send credentials for all to read; use `https://`"
    }
  }
}
