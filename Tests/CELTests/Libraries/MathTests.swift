import Testing

@Suite struct `Mathematics` {
  @Test func `rounds, compares and takes roots`() throws {
    try LibraryTable().check([
      ("math.greatest(1, 3, 2)", "3"), ("math.greatest(1)", "1"), ("math.greatest(1.5, 1.0)", "1.5"),
      ("math.greatest([1, 5, 3])", "5"),
      ("math.least(1, 3u, -0.5)", "-0.5"), ("math.least(2u, 1u)", "1u"), ("math.least([2.5, 1.5])", "1.5"),
      ("math.greatest(1, 1.0)", "1"),
      ("math.greatest([])", "error: `math.greatest` needs at least one number"),
      ("math.greatest()", "refused: `math.greatest` needs at least one number"),
      ("math.least(dyn('a'), 1)", "error: `math.least` takes no values of type (string, int)"),
      ("math.ceil(1.2) + math.floor(1.8)", "3.0"), ("math.ceil(-1.2)", "-1.0"), ("math.floor(-1.2)", "-2.0"),
      ("math.round(1.5)", "2.0"), ("math.round(-1.5)", "-2.0"),
      ("math.round(2.5)", "3.0"), ("math.trunc(-1.9)", "-1.0"),
      ("math.isNaN(0.0/0.0) && math.isInf(1.0/0.0) && math.isFinite(1.0)", "true"),
      ("math.isFinite(1.0/0.0)", "false"), ("math.sqrt(81) + math.sqrt(4u) + math.sqrt(2.25)", "12.5"),
      ("math.isNaN(math.sqrt(-1))", "true"),
      ("math.sqrt(dyn('a'))", "error: `math.sqrt` takes no values of type (string)"),
      ("math.ceil(dyn(1))", "error: `math.ceil` takes no values of type (int)"),
      ("math.abs(-3)", "3"), ("math.abs(3u)", "3u"), ("math.abs(-1.5)", "1.5"), ("math.abs(4)", "4"),
      ("math.abs(-9223372036854775808)", "error: the result does not fit 64 bits"),
      ("math.abs(dyn('a'))", "error: `math.abs` takes no values of type (string)"),
      ("math.sign(-3) + math.sign(0) + math.sign(5)", "0"), ("math.sign(5u)", "1u"),
      ("math.sign(-1.5)", "-1.0"), ("math.sign(0.0)", "0.0"), ("math.sign(2.5)", "1.0"),
      ("math.isNaN(math.sign(0.0/0.0))", "true"),
      ("math.sign(dyn('a'))", "error: `math.sign` takes no values of type (string)"),
    ])
  }

  @Test func `works on bits`() throws {
    try LibraryTable().check([
      ("math.bitAnd(6, 3)", "2"), ("math.bitAnd(6u, 3u)", "2u"), ("math.bitOr(6, 3)", "7"),
      ("math.bitOr(4u, 1u)", "5u"), ("math.bitXor(6, 3)", "5"), ("math.bitXor(6u, 3u)", "5u"),
      ("math.bitNot(0)", "-1"), ("math.bitNot(0u)", "18446744073709551615u"), ("math.bitShiftLeft(1, 3)", "8"),
      ("math.bitShiftLeft(1u, 64)", "0u"), ("math.bitShiftRight(-1, 60)", "15"),
      ("math.bitShiftRight(16u, 2)", "4u"), ("math.bitShiftLeft(1, 100)", "0"),
      ("math.bitShiftLeft(1, -1)", "error: `math.bitShiftLeft` cannot shift by the negative -1"),
      ("math.bitAnd(dyn(1), 1u)", "error: `math.bitAnd` takes no values of type (int, uint)"),
      ("math.bitNot(dyn('a'))", "error: `math.bitNot` takes no values of type (string)"),
      ("math.bitShiftLeft(dyn('a'), 1)", "error: `math.bitShiftLeft` takes no values of type (string, int)"),
      ("math.bitShiftLeft(1, dyn('a'))", "error: `math.bitShiftLeft` takes no values of type (int, string)"),
    ])
  }

  @Test func `is arithmetic`() throws {
    try LibraryTable().check([
      ("7 / 2", "3"), ("-7 / 2", "-3"), ("-7 % 3", "-1"), ("7u % 4u", "3u"), ("1.0 / 0.0", "Infinity"),
      ("2.5 * 2.0 - 1.0", "4.0"), ("5u - 2u", "3u"),
      ("[1] + [2]", "[1, 2]"), ("b'a' + b'b'", "b\"ab\""), ("'a' + 'b' + 'c'", "\"abc\""), ("-(1.5)", "-1.5"),
      ("1 / 0", "error: division by zero"),
      ("dyn(1) + dyn('a')", "error: `+` takes no values of type (int, string)"),
      ("dyn('a') - dyn(1)", "error: `-` takes no values of type (string, int)"),
      ("dyn('a') * dyn(1)", "error: `*` takes no values of type (string, int)"),
      ("dyn('a') / dyn(1)", "error: `/` takes no values of type (string, int)"),
      ("dyn(1.5) % dyn(1)", "error: `%` takes no values of type (double, int)"),
      ("-dyn('a')", "error: `-` takes no values of type (string)"),
      ("!dyn(1)", "error: `!` takes no values of type (int)"),
      ("1 < 1.5 && 2u > 1 && 1.0 >= 1u", "true"), ("'a' < 'b' && b'a' < b'b' && false < true", "true"),
      ("0.0/0.0 < 1.0 || 0.0/0.0 >= 1.0", "false"),
      ("dyn('a') < dyn(1)", "error: `<` takes no values of type (string, int)"),
      ("dyn(1u) == dyn(1.0) && dyn(-1) < dyn(0u) && dyn(0u) > dyn(-1)", "true"),
      ("size('é') + size(b'é') + size([1]) + size({1: 2})", "5"),
      ("size(dyn(1))", "error: `size` takes no values of type (int)"),
    ])
  }

  @Test func `encodes octets`() throws {
    try LibraryTable().check([
      ("base64.encode(b'hello')", "\"aGVsbG8=\""), ("base64.encode(b'ab')", "\"YWI=\""), ("base64.encode(b'')", "\"\""),
      ("base64.encode(b'\\xfb\\xff\\xfe')", "\"+//+\""), ("base64.decode('aGVsbG8=')", "b\"hello\""),
      ("base64.decode('aGVsbG8')", "b\"hello\""), ("base64.decode('+//+')", "b\"\\xfb\\xff\\xfe\""),
      ("base64.decode('')", "b\"\""), ("base64.decode('a')", "error: the text is not Base64"),
      ("base64.decode('a=')", "error: the text is not Base64"),
      ("base64.decode('YW!=')", "error: the text is not Base64"),
      ("base64.decode('YWJ=')", "error: the text is not Base64"),
      ("base64.encode(dyn('a'))", "error: `base64.encode` takes no values of type (string)"),
      ("base64.decode(dyn(1))", "error: `base64.decode` takes no values of type (int)"),
    ])
  }
}
