import CEL
import Testing

@Suite struct `Formatting` {
  @Test func `writes doubles in base 10`() throws {
    try LibraryTable().check([
      ("'%s'.format([0.000000002])", "\"0.000000002\""), ("'%s'.format([-0.000000002])", "\"-0.000000002\""),
      ("'%s'.format([1.5e-7])", "\"0.00000015\""), ("'%s'.format([1e21])", "\"1000000000000000000000\""),
      ("'%s'.format([1.5e300]).size()", "301"), ("'%s'.format([123456789012345680000.0])", "\"123456789012345680000\""),
      ("'%s'.format([5e-324]).size()", "326"), ("'%s'.format([1.2345e19])", "\"12345000000000000000\""),
      ("'%s'.format([1.0])", "\"1\""), ("'%s'.format([0.1])", "\"0.1\""), ("'%s'.format([0.0])", "\"0\""),
      ("'%s %s %s'.format([0.0/0.0, 1.0/0.0, -1.0/0.0])", "\"NaN Infinity -Infinity\""),
      ("'%s'.format([[1e-9, 2.5]])", "\"[0.000000001, 2.5]\""), ("'%s'.format([{'a': 1e-9}])", "\"{a: 0.000000001}\""),
      ("'%d %d'.format([1e-9, 2.0])", "\"0.000000001 2\""), ("'%d'.format([0.0/0.0])", "\"NaN\""),
    ])
  }

  @Test func `writes every type`() throws {
    try LibraryTable().check([
      ("'%s %s %s %s'.format([true, 1, 2u, null])", "\"true 1 2 null\""), ("'%s'.format(['é'])", "\"é\""),
      ("'%s'.format([b'a\\xff\\xfeb\\xc3'])", "\"a\u{FFFD}b\u{FFFD}\""), ("'%s'.format([b'a\\xc3\\xa9'])", "\"aé\""),
      ("'%s'.format([duration('1h0.5s')])", "\"3600.5s\""),
      (
        "'%s'.format([timestamp('2026-11-20T01:02:03+01:00')])",
        "\"2026-11-20T00:02:03Z\""
      ), ("'%s'.format([type(1)])", "\"int\""), ("'%s'.format([[1, 'a', [2u]]])", "\"[1, a, [2]]\""),
      ("'%s'.format([{'b': 1, 'a': [true]}])", "\"{a: [true], b: 1}\""),
      ("'%s'.format([{2: 'x', 10: 'y'}])", "\"{10: y, 2: x}\""),
      ("'%d %d %d'.format([-5, 7u, 2])", "\"-5 7 2\""), ("'%f'.format([1])", "\"1.000000\""),
      ("'%f'.format([1u])", "\"1.000000\""),
      ("'%.1f %.0f'.format([3.14, 2.5])", "\"3.1 2\""), ("'%.3f'.format([123.4999])", "\"123.500\""),
      ("'%e'.format([1])", "\"1.000000e+00\""), ("'%.1e'.format([-3.14])", "\"-3.1e+00\""),
      ("'%f %e'.format([1.0/0.0, 0.0/0.0])", "\"Infinity NaN\""), ("'%b %b %b'.format([5, true, -2])", "\"101 1 -10\""),
      ("'%b'.format([5u])", "\"101\""), ("'%o %o'.format([8, 9u])", "\"10 11\""),
      ("'%x %X %x'.format([255, 255u, -1])", "\"ff FF -1\""),
      ("'%x %X'.format(['é', b'\\x0a\\xff'])", "\"c3a9 0AFF\""), ("'100%%'.format([])", "\"100%\""),
    ])
  }

  @Test func `refuses what it cannot write, and what is too little or too much`() throws {
    try LibraryTable().check([
      ("'%s'.format(['a', 'b'])", "refused: the pattern shows 1 of the 2 values given"),
      ("'a'.format([1])", "refused: the pattern shows 0 of the 1 values given"),
      ("'%s'.format([])", "refused: the pattern needs 1 values, and 0 are given"),
      ("'%s'.format(dyn([1, 2]))", "error: the pattern shows 1 of the 2 values given"),
      ("'%s %s'.format(dyn([1]))", "error: the pattern needs 2 values, and 1 are given"),
      ("dyn('%').format([1])", "error: the pattern ends in the middle of a `%`"),
      ("'%k'.format([1])", "refused: the pattern has an unknown `%k`"),
      ("'%.'.format([1])", "refused: a precision in the pattern is not a number up to 1000"),
      ("'%.1001f'.format([1])", "refused: a precision in the pattern is not a number up to 1000"),
      ("'%d'.format([dyn('a')])", "error: `%d` cannot show a string"),
      ("'%f'.format(['a'])", "error: `%f` cannot show a string"),
      ("'%x'.format([1.5])", "error: `%x` cannot show a double"),
      ("'%b'.format(['a'])", "error: `%b` cannot show a string"),
      ("'%o'.format([true])", "error: `%o` cannot show a bool"),
      ("'%s'.format([optional.of(1)])", "error: `%s` cannot show an optional_type"),
      ("'%s'.format([[quantity('1')]])", "error: `%s` cannot show a kubernetes.Quantity"),
      ("'%s'.format([{'a': quantity('1')}])", "error: `%s` cannot show a kubernetes.Quantity"),
      ("dyn(1).format([1])", "error: `format` takes no values of type (int, list)"),
    ])
  }
}
