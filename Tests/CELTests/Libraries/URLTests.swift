import CEL
import Testing

@Suite struct `URLs` {
  @Test(arguments: [Dialect.definition, .kubernetes])
  func `have parts`(_ dialect: Dialect) throws {
    try LibraryTable(dialect).check([
      (
        "url('https://user:pass@example.com:80/path?query=val#fragment')",
        "https://user:pass@example.com:80/path?query=val#fragment"
      ),
      ("url('/path').getScheme()", "\"\""), ("url('HTTPS://example.com/').getScheme()", "\"https\""),
      ("url('https://example.com:80/').getHost()", "\"example.com:80\""),
      ("url('https://example.com/').getHost()", "\"example.com\""),
      ("url('https://[::1]:80/').getHost()", "\"[::1]:80\""), ("url('/path').getHost()", "\"\""),
      ("url('https://example.com:80/').getHostname()", "\"example.com\""),
      ("url('https://127.0.0.1:80/').getHostname()", "\"127.0.0.1\""),
      ("url('https://[::1]:80/').getHostname()", "\"::1\""), ("url('https://[::1]/').getHostname()", "\"::1\""),
      ("url('/path').getHostname()", "\"\""),
      ("url('https://example.com:80/').getPort()", "\"80\""),
      ("url('https://example.com/').getPort() + url('/path').getPort()", "\"\""),
      ("url('https://[fe80::1%25en0]:8080/').getHost()", "\"[fe80::1%en0]:8080\""),
      ("url('https://example.com:/').getPort()", "\"\""),
      ("url('https://example.com/path with spaces/').getEscapedPath()", "\"/path%20with%20spaces/\""),
      ("url('https://example.com').getEscapedPath()", "\"\""),
      ("url('https://example.com/a%2fb').getEscapedPath()", "\"/a%2fb\""),
      ("url('https://example.com/é').getEscapedPath()", "\"/%C3%A9\""),
      ("url('*').getEscapedPath()", "\"*\""), ("url('//host/a').getHost()", "\"host\""),
      ("url('///a').getEscapedPath()", "\"///a\""),
      ("url('https://example.com/path?k1=a&k2=b&k2=c').getQuery()", "{\"k1\": [\"a\"], \"k2\": [\"b\", \"c\"]}"),
      (
        "url('https://example.com/path?key with spaces=value with spaces').getQuery()",
        "{\"key with spaces\": [\"value with spaces\"]}"
      ),
      ("url('https://example.com/path?').getQuery()", "{}"), ("url('https://example.com/path').getQuery()", "{}"),
      (
        "url('/?a=1%202+3&b&=c&d;e&%zz=1').getQuery()",
        "{\"a\": [\"1 2 3\"], \"b\": [\"\"], \"\": [\"c\"]}"
      ), ("url('mailto:a@b.c')", "mailto:a@b.c"), ("url('mailto:a@b.c').getHost()", "\"\""),
      ("url('https://a/b#c').getEscapedPath()", "\"/b\""), ("url('https://a/b') == url('HTTPS://a/b')", "true"),
      ("url('https://a/b') == url('https://a/c')", "false"),
      ("isURL('https://user:pass@example.com:80/path?query=val#fragment') && isURL('/absolute-path')", "true"),
      ("isURL('https://a:b:c/')", "false"),
      (
        "isURL('../relative-path') || isURL('') || isURL('a b') || isURL(':a') || isURL('1:a') || isURL('a\\u0001:b') || isURL('#a')",
        "false"
      ),
      (
        "isURL('https://[::1/') || isURL('https://[::1]x/') || isURL('https://a b/') || isURL('https://a/%zz') || isURL('https://a/%1')",
        "false"
      ),
      ("isURL('https://us er@a/') || isURL('https://a%41/') || isURL('https://[::1%25%41]/')", "true"),
      ("isURL('https://a%41/')", "false"),
      ("isURL('https://us er@a/')", "false"), ("isURL('a+b-c.d:e')", "true"), ("type(url('/'))", "kubernetes.URL"),
      (
        "url(string(dyn('x')))",
        "error: `\"x\"` is not a URL: a URL begins with a scheme, as in `https://`, or with `/`"
      ),
      ("url(dyn(1))", "error: `url` takes no values of type (int)"),
      ("isURL(dyn(1))", "error: `isURL` takes no values of type (int)"),
      ("dyn(1).getHost()", "error: `getHost` takes no values of type (int)"),
      ("dyn(1).getQuery()", "error: `getQuery` takes no values of type (int)"),
    ])
  }

  @Test(arguments: [Dialect.definition, .kubernetes])
  func `and other forms have names`(_ dialect: Dialect) throws {
    let valid: [(format: String, texts: [String], others: [String])] = [
      (
        "dns1123Label", ["a", "a-b", "1a"], ["", "-a", "a-", "A", "a.b", "a_b", "é", String(repeating: "a", count: 64)]
      ),
      ("dns1123LabelPrefix", ["a-", "a", "A-"], ["-", "-a-", "Ab-", "á-"]),
      ("dns1123Subdomain", ["a.b-c.d", "a"], ["a..b", ".a", "a-.b", "A", String(repeating: "a", count: 254)]),
      ("dns1123SubdomainPrefix", ["a.b-"], ["a.-b"]), ("dns1035Label", ["a1", "a-b"], ["1a", "a-", ""]),
      ("dns1035LabelPrefix", ["a-"], ["1a-"]),
      (
        "qualifiedName", ["a.b/c_D", "Name", "a"],
        ["", "/a", "A/b", "a/b/c", "a/", "-a", String(repeating: "a", count: 64)]
      ),
      ("labelValue", ["", "a_B.c", "1"], ["-a", "a-", "a b", String(repeating: "a", count: 64)]),
      ("uri", ["https://a/b", "/a"], ["a", ""]),
      (
        "uuid", ["123e4567-e89b-12d3-a456-426614174000", "123E4567e89b12d3a456426614174000"],
        ["123e4567", "", "123e-4567e89b12d3a456426614174000", "g23e4567-e89b-12d3-a456-426614174000"]
      ),
      ("byte", ["aGVsbG8=", "YQ==", "YWJj"], ["", "YQ=", "Y===", "a b=", "YQ==YQ=="]),
      ("date", ["2026-11-20", "2024-02-29"], ["2026-02-29", "2026-13-01", "2026-1-01", "2026-11-00", ""]),
      (
        "datetime", ["2026-11-20T01:02:03Z", "2026-11-20t01:02:03.5+01:00"],
        [
          "2026-11-20", "2026-11-20T24:00:00Z", "2026-11-20T01:02:03", "2026-11-20T01:02:60Z", "2026-13-20T01:02:03Z",
          "", "T",
        ]
      ),
    ]
    let table = try LibraryTable(dialect)
    for (format, texts, others) in valid {
      for text in texts {
        #expect(table.result("format.\(format)().validate('\(text)').hasValue()") == "false", "\(format) \(text)")
      }
      for text in others {
        #expect(
          table.result("format.named('\(format)').value().validate('\(text)').value().size() > 0") == "true",
          "\(format) \(text)")
      }
    }
    try table.check([
      ("format.named('none').hasValue()", "false"), ("format.named('uuid').value() == format.uuid()", "true"),
      ("format.uuid() == format.uri()", "false"),
      ("type(format.uuid())", "kubernetes.NamedFormat"),
      ("format.uuid().validate('x')", "optional.of([\"it is not a UUID\"])"),
      ("format.named(dyn(1))", "error: `format.named` takes no values of type (int)"),
      ("dyn(1).validate('a')", "error: `validate` takes no values of type (int, string)"),
    ])
  }
}
