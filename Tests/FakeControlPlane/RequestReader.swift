/// A request in HTTP/1.1 as it came (RFC 9112).
struct RawRequest: Sendable {
  let method: String
  let target: String
  let headers: [(name: String, value: String)]
  let body: [UInt8]
  /// Whether another request may follow on the connection.
  let isKeptAlive: Bool
}

/// Reads the requests of a connection.
struct RequestReader {
  /// Bytes that a head may have.
  private static let longestHead = 65_536
  /// Bytes that a body may have.
  private static let longestBody = 16 * 1_048_576

  enum Event {
    case request(RawRequest)
    /// Something else came.
    case malformed
    /// The connection is at its end.
    case none
  }

  private let stream: SocketStream
  private var rest: [UInt8] = []

  init(_ stream: SocketStream) { self.stream = stream }

  mutating func next() -> Event {
    guard let head = head() else { return rest.isEmpty ? .none : .malformed }
    var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
    let words = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else { return .malformed }
    var headers: [(name: String, value: String)] = []
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { return .malformed }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append((String(line[..<colon]), String(value)))
    }
    func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
    // Clients of this server say the length.
    guard value("transfer-encoding") == nil, let length = Int(value("content-length") ?? "0"),
      (0...Self.longestBody).contains(length)
    else { return .malformed }
    guard let body = bytes(length) else { return .none }
    let connection = value("connection")?.lowercased()
    let isKeptAlive = words[2] == "HTTP/1.1" ? connection != "close" : connection == "keep-alive"
    return .request(
      RawRequest(method: words[0], target: words[1], headers: headers, body: body, isKeptAlive: isKeptAlive))
  }

  /// Everything before the first empty line; nil if the connection ends before, or it is too long, or it does not begin like
  /// a method, as with TLS.
  private mutating func head() -> String? {
    let end = Array("\r\n\r\n".utf8)
    var searched = 0
    while true {
      if rest.count >= end.count {
        for start in searched...(rest.count - end.count) where rest[start..<(start + end.count)].elementsEqual(end) {
          let head = String(decoding: rest[..<start], as: UTF8.self)
          rest.removeFirst(start + end.count)
          return head
        }
        searched = rest.count - end.count + 1
      }
      if let first = rest.first, !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) { return nil }
      guard rest.count <= Self.longestHead, receive() else { return nil }
    }
  }

  private mutating func bytes(_ count: Int) -> [UInt8]? {
    while rest.count < count { guard receive() else { return nil } }
    defer { rest.removeFirst(count) }
    return Array(rest.prefix(count))
  }

  private mutating func receive() -> Bool {
    let bytes = stream.receive()
    rest += bytes
    return !bytes.isEmpty
  }
}
