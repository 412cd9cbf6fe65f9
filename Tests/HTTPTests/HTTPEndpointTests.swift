import Testing

@testable import HTTP

@Suite struct HTTPEndpointTests {
  @Test(arguments: [
    ("https://lightning.ai", "https://lightning.ai"), ("HTTPS://Lightning.AI/", "https://lightning.ai"),
    ("https://lightning.ai:443", "https://lightning.ai"),
    ("https://lightning.ai:8443/api//", "https://lightning.ai:8443/api"),
    ("http://127.0.0.1:80", "http://127.0.0.1"), ("http://localhost:8080", "http://localhost:8080"),
    ("http://[::1]:8080/x", "http://[::1]:8080/x"), ("https://[2001:db8::1]", "https://[2001:db8::1]"),
  ])
  func `an address is read and written`(text: String, expected: String) throws {
    #expect(try HTTPEndpoint(text).description == expected)
  }

  @Test(arguments: [
    "", "lightning.ai", "ftp://lightning.ai", "https://", "https://:443", "https://a b", "https://a:0",
    "https://a:65536",
    "https://a:+80", "https://a:", "https://a:80:80", "https://a?x=1", "https://a/#x", "https://[::1",
    "https://[::1]80",
    "https://[zz]", "https://a\n", "https://ä.example", "https://a/b?c", "https:///path",
  ])
  func `anything else is refused`(text: String) {
    #expect(throws: HTTPEndpointError.self) { try HTTPEndpoint(text) }
  }

  @Test(arguments: [
    "http://lightning.ai", "http://10.0.0.1", "http://127.0.0.1.example.com", "http://127.example", "http://127.1",
    "http://127.0.0.1.", "http://0177.0.0.1", "http://2130706433", "http://0", "http://0.0.0.0", "http://localhost.",
    "http://notlocalhost", "http://localhost.example", "http://[::]", "http://[::ffff:7f00:1]", "http://128.0.0.1",
  ])
  func `the key is not sent in clear to another machine`(text: String) {
    #expect(throws: HTTPEndpointError.unencrypted(text)) { try HTTPEndpoint(text) }
  }

  @Test func `user information is refused and not repeated`() {
    #expect(throws: HTTPEndpointError.userInformation("lightning.ai")) {
      try HTTPEndpoint("https://me:secret@lightning.ai")
    }
    let error = #expect(throws: HTTPEndpointError.self) { try HTTPEndpoint("ftp://me:secret@lightning.ai") }
    #expect(error?.description.contains("secret") == false)
  }

  @Test(arguments: [
    ("a", "/v1/a"), ("a b", "/v1/a%20b"), ("a/b", "/v1/a%2Fb"), ("..", "/v1/%2E%2E"), (".", "/v1/%2E"),
    ("a?b#c", "/v1/a%3Fb%23c"),
    ("ä", "/v1/%C3%A4"), ("x-._~9", "/v1/x-._~9"), ("%2e", "/v1/%252e"),
  ])
  func `a path segment cannot leave its place`(segment: String, target: String) {
    #expect(HTTPRequest(.get, ["v1", segment]).target == target)
    #expect(PercentEncoding.decode(PercentEncoding.encode(segment)) == segment)
  }

  @Test func `a query is encoded, and repeats what is given twice`() {
    let request = HTTPRequest(.get, ["a"], query: [("phase", "x y"), ("phase", "&")])
    #expect(request.target == "/a?phase=x%20y&phase=%26")
    #expect(PercentEncoding.decode("%4") == nil)
    #expect(PercentEncoding.decode("%+4") == nil)
    #expect(PercentEncoding.decode("%ff") == nil)
  }
}
