import Findings
import Testing

@testable import HTTP

@Suite struct ProxySettingsTests {
  private func settings(_ endpoint: String, _ environment: [String: String]) throws -> ProxySettings? {
    try ProxySettings(for: HTTPEndpoint(endpoint)) { environment[$0] }
  }

  @Test func `the scheme's variable wins over the one for all, lower case over upper`() throws {
    let environment = [
      "https_proxy": "http://a:1", "HTTPS_PROXY": "http://b:2", "all_proxy": "http://c:3", "http_proxy": "d:4",
    ]
    #expect(try settings("https://x.example", environment)?.host == "a")
    #expect(try settings("https://x.example", ["HTTPS_PROXY": "http://b:2"])?.host == "b")
    #expect(try settings("https://x.example", ["ALL_PROXY": "http://c"])?.port == 1080)
    #expect(try settings("https://x.example", ["https_proxy": ""]) == nil)
  }

  @Test(arguments: [
    "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
  ])
  func `nothing for this machine goes through a proxy`(variable: String) throws {
    for endpoint in [
      "http://localhost", "http://127.0.0.1:8080", "http://[::1]", "http://a.localhost", "https://localhost",
      "https://127.9.9.9", "https://[::1]:1",
    ] {
      for value in ["http://a:1", "https://a:1", "socks5://a:1", "a"] {
        #expect(try settings(endpoint, [variable: value]) == nil)
      }
    }
    #expect(
      try (settings("https://x.example", [variable: "http://a:1"]) == nil) == variable.lowercased().hasPrefix("http_"))
  }

  @Test(arguments: [
    ("*", true), ("x.example", true), (".example", true), ("example", true), ("ample", false), ("y.example", false),
    (" other , x.example ", true), ("", false), (",", false), ("*.example", true), ("X.EXAMPLE", true),
    ("x.example:443", true), ("x.example:444", false), ("a b\tx.example", true), ("x.example.", false), (":443", false),
    ("10.0.0.0/8", false), ("[x.example]", true), ("*x.example", false),
  ])
  func `no_proxy names hosts and domains`(list: String, isDirect: Bool) throws {
    let environment = ["https_proxy": "http://a:1", "no_proxy": list]
    #expect(try (settings("https://x.example", environment) == nil) == isDirect)
  }

  @Test(arguments: [
    ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.0.0.0/8", true), ("10.1.2.3", "10.1.2.0/31", false),
    ("10.1.2.3", "10.1.2.2/31", true), ("10.1.2.3", "0.0.0.0/0", true), ("10.1.2.3", "10.1.2.3/33", false),
    ("10.1.2.3", "3", false), ("10.1.2.3", "10.1.2.3:443", true), ("10.1.2.3", "10.1.2.3:80", false),
    ("[2001:db8::1]", "2001:db8::1", true), ("[2001:db8::1]", "[2001:db8::1]:443", true),
    ("[2001:db8::1]", "[2001:db8::1]:80", false), ("[2001:db8::1]", "2001:db8::2", false),
  ])
  func `no_proxy names addresses and networks`(host: String, list: String, isDirect: Bool) throws {
    let environment = ["https_proxy": "http://a:1", "NO_PROXY": list]
    #expect(try (settings("https://\(host)", environment) == nil) == isDirect)
  }

  @Test func `a user name and password are decoded`() throws {
    let proxy = try #require(try settings("https://x", ["https_proxy": "http://me:p%40ss@proxy.example:3128/"]))
    #expect(proxy.authorization?.user == "me")
    #expect(proxy.authorization?.password.withText { $0 } == "p@ss")
    #expect(proxy.host == "proxy.example")
  }

  @Test(arguments: [
    "socks5://a:1", "https://a:1", "http://", "http://a:x", "http://a b", "http://%zz@a", "https://me:pass@a:1",
    "http://me:pass@a:0", "ftp://me:pass@a", "http://m%3Ae:pass@a", "http://me:pass%0D%0AX:y@a", "http://m%00e:pass@a",
  ])
  func `what cannot be used is refused without its value`(text: String) throws {
    let error = #expect(throws: ProxyError.self) { try settings("https://x", ["https_proxy": text]) }
    #expect(error?.description.contains("https_proxy") == true)
    #expect(error?.description.contains(text) == (text == "http://"))  // the scheme of the example
    #expect(error?.description.contains("pass") == false)
  }
}
