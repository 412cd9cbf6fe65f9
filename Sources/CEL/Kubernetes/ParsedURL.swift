/// A URL as Go's package `net/url`, and so an API server, reads it: an absolute URI or an absolute path.
struct ParsedURL: OpaqueValue, Hashable {
  static let typeName = "kubernetes.URL"

  /// The scheme in lowercase; empty if there is none.
  private(set) var scheme = ""
  /// What follows the scheme of a URI without a path, as in `mailto:a@b`.
  private(set) var opaque = ""
  private(set) var userInformation: String?
  /// The name or address of the host, with the port.
  private(set) var host = ""
  private(set) var escapedPath = ""
  private(set) var query: String?
  private(set) var fragment = ""

  /// The reason why a text is not a URL.
  struct Invalid: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
  }

  init(_ text: String) throws(Invalid) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { throw Invalid("the text is empty") }
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw Invalid("a URL has no control characters") }
    // The first pass reads a request target, which has no fragment. It decides whether the text is a URL.
    var request = ParsedURL()
    try request.read(bytes[...], isRequest: true)
    let (rest, fragment) = bytes[...].cut(at: "#")
    try read(rest, isRequest: false)
    self.fragment = try Self.unescaped(fragment ?? [], .fragment)
  }

  private init() {}

  private mutating func read(_ text: ArraySlice<UInt8>, isRequest: Bool) throws(Invalid) {
    if text.elementsEqual("*".utf8) {
      escapedPath = "*"
      return
    }
    var (scheme, rest) = try Self.scheme(of: text)
    self.scheme = String(decoding: scheme, as: UTF8.self).lowercased()
    let query: ArraySlice<UInt8>?
    (rest, query) = rest.cut(at: "?")
    self.query = query.map { String(decoding: $0, as: UTF8.self) }
    if rest.first != UInt8(ascii: "/") {
      guard scheme.isEmpty else {
        opaque = String(decoding: rest, as: UTF8.self)
        return
      }
      guard !isRequest else { throw Invalid("a URL begins with a scheme, as in `https://`, or with `/`") }
      guard !rest.cut(at: "/").before.contains(UInt8(ascii: ":")) else {
        throw Invalid("the first part of the path has a colon")
      }
    }
    let mayHaveAuthority = !scheme.isEmpty || (!isRequest && !rest.starts(with: "///".utf8))
    if mayHaveAuthority, rest.starts(with: "//".utf8) {
      let behind = rest.dropFirst(2)
      let end = behind.firstIndex(of: UInt8(ascii: "/")) ?? behind.endIndex
      try readAuthority(behind[..<end])
      rest = behind[end...]
    }
    let path = try Self.unescaped(rest, .path)
    let isWellEscaped = rest.allSatisfy { "!$&'()*+,;=:@[]%".utf8.contains($0) || Escaping.path.keeps($0) }
    escapedPath = isWellEscaped ? String(decoding: rest, as: UTF8.self) : Escaping.path.escape(path)
  }

  private static func scheme(
    of text: ArraySlice<UInt8>
  ) throws(Invalid) -> (scheme: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
    for (place, byte) in zip(text.indices, text) {
      switch byte {
      case UInt8(ascii: ":"):
        guard place > text.startIndex else { throw Invalid("there is no scheme before the colon") }
        return (text[..<place], text[(place + 1)...])
      case _ where Escaping.isLetter(byte): continue
      case _ where place > text.startIndex && (Lexer.isDigit(byte) || "+-.".utf8.contains(byte)): continue
      default: return ([], text)
      }
    }
    return ([], text)
  }

  private mutating func readAuthority(_ authority: ArraySlice<UInt8>) throws(Invalid) {
    var host = authority
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      let user = authority[..<at]
      host = authority[(at + 1)...]
      let isValid = user.allSatisfy { "-._:~!$&'()*+,;=%@".utf8.contains($0) || Escaping.isLetterOrDigit($0) }
      guard isValid else { throw Invalid("the user before `@` has characters that are not allowed") }
      userInformation = try Self.unescaped(user, .user)
    }
    self.host = try Self.host(host)
  }

  private static func host(_ text: ArraySlice<UInt8>) throws(Invalid) -> String {
    if text.first == UInt8(ascii: "[") {
      guard let end = text.lastIndex(of: UInt8(ascii: "]")) else { throw Invalid("`]` is missing in the host") }
      guard isOptionalPort(text[(end + 1)...]) else { throw Invalid("the port is not a number") }
      let zone = text.indices.first { $0 < end && text[$0...].starts(with: "%25".utf8) }
      guard let zone else { return try unescaped(text, .host) }
      return try unescaped(text[..<zone], .host) + unescaped(text[zone..<end], .zone) + unescaped(text[end...], .host)
    }
    if let colon = text.lastIndex(of: UInt8(ascii: ":")), !isOptionalPort(text[colon...]) {
      throw Invalid("the port is not a number")
    }
    return try unescaped(text, .host)
  }

  private static func isOptionalPort(_ text: some Collection<UInt8>) -> Bool {
    text.isEmpty || (text.first == UInt8(ascii: ":") && text.dropFirst().allSatisfy(Lexer.isDigit))
  }

  private static func unescaped(_ text: ArraySlice<UInt8>, _ escaping: Escaping) throws(Invalid) -> String {
    guard let unescaped = escaping.unescape(text) else {
      throw Invalid("the \(escaping.rawValue) has an escape or a character that is not allowed")
    }
    return String(decoding: unescaped, as: UTF8.self)
  }

  // MARK: Parts

  /// The host and the port, if the part after the last colon is one.
  private var hostAndPort: (host: ArraySlice<UInt8>, port: ArraySlice<UInt8>) {
    var name = Array(host.utf8)[...]
    var port: ArraySlice<UInt8> = []
    if let colon = name.lastIndex(of: UInt8(ascii: ":")), Self.isOptionalPort(name[colon...]) {
      (name, port) = (name[..<colon], name[(colon + 1)...])
    }
    if name.first == UInt8(ascii: "["), name.last == UInt8(ascii: "]") { name = name.dropFirst().dropLast() }
    return (name, port)
  }

  /// The host without port and brackets.
  var hostName: String { String(decoding: hostAndPort.host, as: UTF8.self) }

  var port: String { String(decoding: hostAndPort.port, as: UTF8.self) }

  /// The parameters of the query, in the order in which their names first appear. Unreadable ones are left out.
  var parameters: [(name: String, values: [String])] {
    var places: [[UInt8]: Int] = [:]
    var parameters: [(name: String, values: [String])] = []
    for part in Array((query ?? "").utf8).split(separator: UInt8(ascii: "&")) {
      let (before, after) = part.cut(at: "=")
      guard !part.contains(UInt8(ascii: ";")), let name = Escaping.query.unescape(before),
        let value = Escaping.query.unescape(after ?? [])
      else { continue }
      let text = String(decoding: value, as: UTF8.self)
      if let place = places[name] {
        parameters[place].values.append(text)
      } else {
        places[name] = parameters.count
        parameters.append((String(decoding: name, as: UTF8.self), [text]))
      }
    }
    return parameters
  }

  var description: String {
    var text = scheme.isEmpty ? "" : scheme + ":"
    if !opaque.isEmpty {
      text += opaque
    } else {
      if !host.isEmpty || userInformation != nil { text += "//" + (userInformation.map { $0 + "@" } ?? "") + host }
      text += escapedPath
    }
    return text + (query.map { "?" + $0 } ?? "") + (fragment.isEmpty ? "" : "#" + fragment)
  }

  /// Compares the bytes, because Swift compares strings by canonical equivalence.
  static func == (one: ParsedURL, other: ParsedURL) -> Bool { UTF8Order.isEqual(one.description, other.description) }

  func hash(into hasher: inout Hasher) { hasher.combine(Array(description.utf8)) }
}

extension ArraySlice<UInt8> {
  /// Returns what comes before and after the first separator.
  fileprivate func cut(at separator: Unicode.Scalar) -> (before: ArraySlice<UInt8>, after: ArraySlice<UInt8>?) {
    guard let place = firstIndex(of: UInt8(ascii: separator)) else { return (self, nil) }
    return (self[..<place], self[(place + 1)...])
  }
}
