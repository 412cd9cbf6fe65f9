import Findings
package import HTTP

/// A request of a Query API: a form as the body of a POST.
package enum QueryRequest {
  /// The request, signed if there are credentials.
  package static func make(
    _ parameters: [(String, String)], region: String, service: String, credentials: Credentials?
  ) -> HTTPRequest {
    let form = parameters.map { FormEncoding.encode($0.0) + "=" + FormEncoding.encode($0.1) }.joined(separator: "&")
    var headers = [(name: "Content-Type", value: "application/x-www-form-urlencoded; charset=utf-8")]
    if let token = credentials?.sessionToken {
      token.withText { headers.append((name: "X-Amz-Security-Token", value: $0)) }
    }
    var request = HTTPRequest(.post, [], headers: headers, body: Array(form.utf8))
    request.signature = credentials.map {
      HTTPSignature(region: region, service: service, keyID: $0.keyID, secretKey: $0.secretKey)
    }
    return request
  }
}

/// The encoding of forms (RFC 3986, section 2.3: everything but unreserved characters).
enum FormEncoding {
  static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
