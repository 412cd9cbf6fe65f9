import Findings
import CCurl

/// Everything that one transfer needs to know. It sets what libcurl would otherwise read from the environment or from
/// files.
struct TransferPlan: Sendable {
  let endpoint: HTTPEndpoint
  let request: HTTPRequest
  let userAgent: String
  let limits: HTTPTransport.Limits
  let proxy: ProxySettings?
  /// The certificates of authorities in PEM format; nil to use the system's.
  let authorities: [UInt8]?
  /// Where the body of a successful answer goes; nil to keep it in memory.
  var target: DownloadTarget?

  /// Whether every header can be sent as it is. A line break in one would start another (RFC 9110, section 5.5).
  var hasSoundHeaders: Bool {
    (request.headers + [(name: "User-Agent", value: userAgent)]).allSatisfy { header in
      !header.name.isEmpty && header.name.utf8.allSatisfy(Self.isTokenByte)
        && header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }
    }
  }

  func apply(to handle: EasyHandle) {
    applyRequest(to: handle)
    applySignature(to: handle)
    applyConnection(to: handle)
    applyProxy(to: handle)
    // Only callers that know what a request does may retry it, never libcurl: it retries on reused connections that
    // turn out to be closed.
    handle.set(CURLOPT_FRESH_CONNECT, true)
    handle.set(CURLOPT_FORBID_REUSE, true)
    handle.set(CURLOPT_FOLLOWLOCATION, false)
    handle.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    handle.set(CURLOPT_ACCEPT_ENCODING, nil as String?)
    handle.set(CURLOPT_HTTP_CONTENT_DECODING, false)
    handle.set(CURLOPT_HTTP09_ALLOWED, false)
    if target == nil {
      handle.set(CURLOPT_TIMEOUT_MS, limits.total)
    } else {
      // A long download is not a slow one: it is given up if less than a kilobyte a second arrives for that long.
      handle.set(CURLOPT_LOW_SPEED_LIMIT, 1_024)
      handle.set(CURLOPT_LOW_SPEED_TIME, Int(limits.total.components.seconds))
    }
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect)
    handle.set(CURLOPT_NOSIGNAL, true)
    // Abandons a slow name lookup when the time is up.
    handle.set(CURLOPT_QUICK_EXIT, true)
  }

  private func applyRequest(to handle: EasyHandle) {
    // An endpoint with a path may itself be what is asked.
    let isEndpointItself = request.path.isEmpty && request.query.isEmpty && !endpoint.path.isEmpty
    handle.set(CURLOPT_URL, endpoint.description + (isEndpointItself ? "" : request.target))
    handle.set(CURLOPT_PATH_AS_IS, true)
    handle.set(CURLOPT_PROTOCOLS_STR, endpoint.isEncrypted ? "https" : "http")
    handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    handle.set(CURLOPT_HTTPGET, true)
    let body = request.body ?? (request.method == .post ? [] : nil)
    if let body { handle.setBody(body) }
    handle.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    guard request.signature == nil else {
      // libcurl 7.88 signs every name in this list, even one that it removes by it.
      handle.set(CURLOPT_USERAGENT, userAgent)
      return handle.set(CURLOPT_HTTPHEADER, lines: request.headers.map { "\($0.name): \($0.value)" })
    }
    // A name without a value removes what libcurl would send: `Expect` waits a second for a response.
    var lines = ["Expect:"]
    for name in ["Accept", "Content-Type"]
    where !request.headers.contains(where: { $0.name.lowercased() == name.lowercased() }) {
      lines.append(name + ":")
    }
    // The user agent is one of the request's headers, so that a proxy does not receive it.
    for header in [(name: "User-Agent", value: userAgent)] + request.headers {
      lines.append(header.value.isEmpty ? header.name + ";" : "\(header.name): \(header.value)")
    }
    handle.set(CURLOPT_HTTPHEADER, lines: lines)
  }

  private func applySignature(to handle: EasyHandle) {
    guard let signature = request.signature else { return }
    handle.set(CURLOPT_AWS_SIGV4, "aws:amz:\(signature.region):\(signature.service)")
    handle.set(CURLOPT_USERNAME, signature.keyID)
    signature.secretKey.withText { handle.set(CURLOPT_PASSWORD, $0) }
  }

  private func applyConnection(to handle: EasyHandle) {
    if !endpoint.isEncrypted, !endpoint.isAddress {
      handle.set(CURLOPT_RESOLVE, lines: ["\(endpoint.host):\(endpoint.port):127.0.0.1"])
    }
    handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    handle.set(CURLOPT_SSL_VERIFYPEER, true)
    handle.set(CURLOPT_SSL_VERIFYHOST, 2)
    if let authorities {
      handle.set(CURLOPT_CAINFO, nil as String?)
      handle.set(CURLOPT_CAPATH, nil as String?)
      handle.set(CURLOPT_CAINFO_BLOB, bytes: authorities)
    }
  }

  private func applyProxy(to handle: EasyHandle) {
    // Unless both are set, libcurl reads environment variables.
    handle.set(CURLOPT_NOPROXY, "")
    guard let proxy else { return handle.set(CURLOPT_PROXY, "") }
    let host = proxy.host.contains(":") ? "[\(proxy.host)]" : proxy.host
    handle.set(CURLOPT_PROXY, "http://\(host):\(proxy.port)")
    handle.set(CURLOPT_HTTPPROXYTUNNEL, true)
    handle.set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
    handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    if let authorization = proxy.authorization {
      handle.set(CURLOPT_PROXYUSERNAME, authorization.user)
      authorization.password.withText { handle.set(CURLOPT_PROXYPASSWORD, $0) }
    }
  }

  /// Whether the byte may be part of a token (RFC 9110, section 5.6.2).
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
