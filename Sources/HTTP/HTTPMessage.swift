public import Findings

/// A request to a service.
public struct HTTPRequest: Sendable {
  /// The method of a request (RFC 9110, section 9.3).
  public enum Method: String, Sendable {
    /// Reads the resource.
    case get = "GET"
    /// Creates a resource; the only method here that is not idempotent.
    case post = "POST"
    /// Asks for a token of a metadata service.
    case put = "PUT"
    /// Removes the resource.
    case delete = "DELETE"

    /// Whether sending the request twice has the same effect as sending it once (RFC 9110, section 9.2.2).
    public var isIdempotent: Bool { self != .post }
  }

  /// The method.
  public let method: Method
  /// The path segments below the endpoint's path, unencoded.
  public let path: [String]
  /// The names and values of the query in order, unencoded.
  public let query: [(name: String, value: String)]
  /// The headers. Some may be secret, and none is ever part of a message.
  public let headers: [(name: String, value: String)]
  /// The body; nil for none.
  public let body: [UInt8]?
  /// Whether it changes nothing on the service, so that it may be repeated whatever its method.
  public let isLookup: Bool
  /// The signature that it gets; nil for none.
  public var signature: HTTPSignature?

  /// Creates a request. Path and query are encoded when it is sent.
  public init(
    _ method: Method, _ path: [String], query: [(name: String, value: String)] = [],
    headers: [(name: String, value: String)] = [], body: [UInt8]? = nil, isLookup: Bool = false
  ) {
    self.isLookup = isLookup
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// The path and query as they appear in the request line.
  var target: String {
    let path = path.map { "/" + PercentEncoding.encode($0) }.joined()
    let query = query.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }
    return (path.isEmpty ? "/" : path) + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }
}

/// Signature Version 4 of AWS, which libcurl computes over the request.
///
/// Source: "AWS Signature Version 4 for API requests" in the IAM user guide. libcurl 7.88 sorts no query, so that only a POST
/// to a path without one is signed.
public struct HTTPSignature: Sendable {
  let region: String
  let service: String
  let keyID: String
  let secretKey: Secret

  /// Creates a signature. A session token goes with the request as the header `X-Amz-Security-Token`.
  public init(region: String, service: String, keyID: String, secretKey: Secret) {
    self.region = region
    self.service = service
    self.keyID = keyID
    self.secretKey = secretKey
  }
}

/// The response of a service.
public struct HTTPResponse: Sendable {
  /// The status code.
  public let status: Int
  /// The delay that the service asks for before a retry (RFC 9110, section 10.2.3); nil if it asks for none.
  public let retryAfter: Duration?
  /// The body.
  public let body: [UInt8]

  /// The version of the resource (RFC 9110, section 8.8.3); nil if the service names none.
  public let entityTag: String?

  /// The time of the service's clock (RFC 9110, section 6.6.1), in seconds since 1970; nil if it tells none.
  public let date: Int?

  private let rawLocation: String?

  init(status: Int, retryAfter: Duration?, location: String?, entityTag: String?, date: Int?, body: [UInt8]) {
    self.status = status
    self.retryAfter = retryAfter
    self.entityTag = entityTag
    self.date = date
    self.body = body
    rawLocation = location
  }

  /// The target of a redirect. Redirects are never followed, because the key would go with the request.
  public func location(_ redaction: Redaction) -> ServerText? { rawLocation.map(redaction.text) }

  /// Whether the request succeeded.
  public var isSuccess: Bool { (200..<300).contains(status) }
}

/// Percent-encoding (RFC 3986, section 2) of everything but the unreserved characters, so that no ID can leave its path
/// segment.
enum PercentEncoding {
  static func encode(_ text: String) -> String {
    // A segment that is `.` or `..` would be read as a step in the hierarchy (section 5.2.4).
    let isDots = text == "." || text == ".."
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte), !isDots {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The decoded text; nil if a `%` is not followed by two digits, or the bytes are not UTF-8.
  static func decode(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = String(rest.prefix(2)), digits.utf8.count == 2, digits.first != "+",
        let value = UInt8(digits, radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
