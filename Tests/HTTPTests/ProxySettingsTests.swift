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
    #expect(try settings("http://localhost", environment)?.port == 4)
    #expect(try settings("https://x.example", ["HTTPS_PROXY": "http://b:2"])?.host == "b")
    #expect(try settings("https://x.example", ["ALL_PROXY": "http://c"])?.port == 1080)
    #expect(try settings("https://x.example", ["https_proxy": ""]) == nil)
  }

  @Test func `HTTP_PROXY in capitals is not trusted`() throws {
    #expect(try settings("http://localhost", ["HTTP_PROXY": "http://a:1"]) == nil)
  }

  @Test(arguments: [
    ("*", true), ("x.example", true), (".example", true), ("example", true), ("ample", false), ("y.example", false),
    (" other , x.example ", true), ("", false), (",", false),
  ])
  func `no_proxy names hosts and domains`(list: String, isDirect: Bool) throws {
    let environment = ["https_proxy": "http://a:1", "no_proxy": list]
    #expect(try (settings("https://x.example", environment) == nil) == isDirect)
  }

  @Test func `a user name and password are decoded`() throws {
    let proxy = try #require(try settings("https://x", ["https_proxy": "http://me:p%40ss@proxy.example:3128/"]))
    #expect(proxy.authorization?.user == "me")
    #expect(proxy.authorization?.password.withText { $0 } == "p@ss")
    #expect(proxy.host == "proxy.example")
  }

  @Test(arguments: ["socks5://a:1", "https://a:1", "http://", "http://a:x", "http://a b", "http://%zz@a"])
  func `what cannot be used is refused without its value`(text: String) throws {
    let error = #expect(throws: ProxyError.self) { try settings("https://x", ["https_proxy": text]) }
    #expect(error?.description.contains("https_proxy") == true)
    #expect(error?.description.contains(text) == (text == "http://"))  // the scheme of the example
  }
}
