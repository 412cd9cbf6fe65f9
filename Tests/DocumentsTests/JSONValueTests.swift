import Testing

@testable import Documents
@testable import Findings

@Suite struct JSONValueTests {
  /// The numbers of RFC 8785, appendix B.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
      (0x8000_0000_0000_0001, "-5e-324"), (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"), (0xc340_0000_0000_0000, "-9007199254740992"),
      (0x4430_0000_0000_0000, "295147905179352830000"), (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
      (0x44b5_2d02_c7e1_4af6, "1e+23"), (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
      (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"), (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
      (0x444b_1ae4_d6e2_ef50, "1e+21"), (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
      (0x3eb0_c6f7_a0b5_ed8d, "0.000001"), (0x41b3_de43_5555_5553, "333333333.3333332"),
      (0x41b3_de43_5555_5554, "333333333.33333325"), (0x3fd6_6666_6666_6666, "0.35"),
    ] as [(UInt64, String)])
  func `numbers are written as RFC 8785 wants them`(bits: UInt64, text: String) {
    #expect(JSONValue.double(Double(bitPattern: bits)).canonical == text)
  }

  /// RFC 8785, section 3.2.3.
  @Test func `members are sorted by UTF-16 code units`() {
    let value = JSONValue.object([
      ("\u{20ac}", .string("Euro Sign")), ("\r", .string("Carriage Return")), ("\u{fb33}", .string("Hebrew")),
      ("1", .string("One")), ("\u{1f600}", .string("Emoji")), ("\u{80}", .string("Control")), ("ö", .string("Latin")),
    ])
    #expect(
      value.canonical
        == "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin\",\"€\":\"Euro Sign\",\"😀\":\"Emoji\",\"\u{fb33}\":\"Hebrew\"}"
    )
  }

  @Test func `texts are escaped as RFC 8785 wants them`() {
    #expect(
      JSONValue.string("\u{20ac}$\u{F}\nA'\u{42}\"\\\\\"/\u{1}\t\u{8}\u{c}\r").canonical
        == "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\u0001\\t\\b\\f\\r\"")
  }

  @Test func `the indented form reads back as the same value`() throws {
    let value = JSONValue.object([
      ("a", .array([.integer(1), .object([]), .array([]), .null])), ("b", .boolean(true)), ("c", .double(0.5)),
      ("d", JSONValue(nil)), ("e", JSONValue("x")),
    ])
    #expect(
      value.indented
        == """
        {
          "a": [
            1,
            {},
            [],
            null
          ],
          "b": true,
          "c": 0.5,
          "d": null,
          "e": "x"
        }

        """)
    #expect(DocumentReader.read(SourceFile(name: "a.json", text: value.indented.text)).errors.isEmpty)
    #expect(value == value)
    #expect(value != .null)
  }
}
