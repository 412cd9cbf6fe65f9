import Findings
public import Platform

/// The proxy that the environment names for an endpoint, in the variables that curl reads: `https_proxy` or
/// `HTTPS_PROXY`, `all_proxy` or `ALL_PROXY`, and `no_proxy` or `NO_PROXY`.
///
/// Requests go through a tunnel (RFC 9110, section 9.3.6, CONNECT), so the proxy sees only the host. An endpoint
/// without encryption is this machine: a proxy would not reach it and would see what is sent. No proxy is used for it,
/// and `http_proxy` is not read.
public struct ProxySettings: Sendable {
  /// The host of the proxy.
  public let host: String
  /// The port of the proxy.
  public let port: Int
  /// The user name and password for the proxy.
  let authorization: (user: String, password: Secret)?

  /// The proxy for an endpoint; nil for a direct connection.
  /// - Throws: `ProxyError` if a variable cannot be used.
  public init?(
    for endpoint: HTTPEndpoint, environment: (_ variable: String) -> String? = ProcessEnvironment.variable
  ) throws(ProxyError) {
    guard endpoint.isEncrypted, !endpoint.isThisMachine else { return nil }
    func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let exceptions = value("no_proxy") ?? value("NO_PROXY"), Self.isExcepted(endpoint, by: exceptions) {
      return nil
    }
    let names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    guard let name = names.first(where: { value($0) != nil }), let text = value(name) else { return nil }
    try self.init(text, variable: name)
  }

  private init(_ text: String, variable: String) throws(ProxyError) {
    var rest = text[...]
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard parts[0].lowercased() == "http" else { throw .notHTTP(variable: variable) }
      rest = parts[1]
    }
    var authorization: (user: String, password: Secret)?
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let user = PercentEncoding.decode(String(parts[0])),
        let password = PercentEncoding.decode(parts.count == 2 ? String(parts[1]) : ""),
        Self.canBeSent(user: user, password: password)
      else { throw .malformed(variable: variable) }
      authorization = (user, Secret(password))
      rest = rest[rest.index(after: at)...]
    }
    // The host and port have the same syntax as those of an endpoint; the scheme does not matter here.
    do throws(HTTPEndpointError) {
      let proxy = try HTTPEndpoint("https://" + rest)
      let hasPort = rest.split(separator: "]").last?.contains(":") ?? false
      host = proxy.host
      port = hasPort ? proxy.port : 1080
    } catch { throw .malformed(variable: variable) }
    self.authorization = authorization
  }

  /// Whether the credentials meet RFC 7617, section 2: no control characters, and no colon in the name, which would end
  /// it.
  private static func canBeSent(user: String, password: String) -> Bool {
    !user.contains(":") && (user + password).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  /// Whether the list excludes the endpoint: `*`, or names, domains, addresses and networks separated by commas or
  /// spaces, each with or without a port. A leading dot or `*.` has no meaning.
  private static func isExcepted(_ endpoint: HTTPEndpoint, by list: String) -> Bool {
    let host = endpoint.host
    return list.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }).contains { entry in
      var name = entry.lowercased()[...]
      if name == "*" { return true }
      if let (host, port) = split(name) {
        guard port == endpoint.port else { return false }
        name = host
      }
      if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
      if name.hasPrefix("*.") { name = name.dropFirst(2) } else if name.hasPrefix(".") { name = name.dropFirst() }
      if let address = IPv4(host) { return name == host || address.isIn(network: name) }
      return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }
  }

  /// `host:port` or `[address]:port`; nil without a port.
  private static func split(_ entry: Substring) -> (host: Substring, port: Int)? {
    guard let colon = entry.lastIndex(of: ":"), let port = Int(entry[entry.index(after: colon)...]) else { return nil }
    let host = entry[..<colon]
    // An IPv6 address contains colons itself.
    return host.hasPrefix("[") == host.hasSuffix("]") && (host.hasPrefix("[") || !host.contains(":"))
      ? (host, port) : nil
  }
}

/// Why a proxy variable cannot be used. It does not contain the variable's value, which may hold a password.
public enum ProxyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of proxy is not supported.
  case notHTTP(variable: String)
  /// The value is not a host with a port.
  case malformed(variable: String)

  /// The message shown to people.
  public var description: String {
    switch self {
    case .notHTTP(let variable):
      "\(variable) does not name an `http://` proxy, the only kind that is supported; what goes through it is encrypted"
    case .malformed(let variable): "\(variable) is not an address such as `http://proxy.example.com:3128`"
    }
  }
}
