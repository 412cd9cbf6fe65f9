import Testing

@Suite struct `Conversions` {
  @Test func `are between numbers, text and octets`() throws {
    try LibraryTable().check([
      ("int(1u) + int(2.9) + int('-3') + int(4)", "4"), ("int(-2.9)", "-2"),
      ("int(timestamp('1970-01-01T00:01:00Z'))", "60"), ("int('x')", "error: `\"x\"` is not such a number"),
      ("int(18446744073709551615u)", "error: the number does not fit an int"),
      ("int(1e19)", "error: the number does not fit an int"),
      ("int(dyn(true))", "error: `int` takes no values of type (bool)"),
      ("uint(1) + uint(2.9) + uint('3') + uint(4u)", "10u"), ("uint(-1)", "error: the number does not fit a uint"),
      ("uint('-1')", "error: `\"-1\"` is not such a number"),
      ("uint(dyn(true))", "error: `uint` takes no values of type (bool)"),
      ("double(1) + double(2u) + double('0.5') + double(1.0)", "4.5"), ("double('Infinity')", "Infinity"),
      ("double('x')", "error: `\"x\"` is not such a number"),
      ("double(dyn(true))", "error: `double` takes no values of type (bool)"),
      ("string(1) + string(2u) + string(1.5) + string(true) + string(b'é') + string('a')", "\"121.5trueéa\""),
      ("string(b'\\xff')", "error: the bytes are not valid UTF-8"),
      ("string(timestamp('2026-11-20T01:02:03.5Z'))", "\"2026-11-20T01:02:03.5Z\""),
      ("string(duration('90m'))", "\"5400s\""),
      ("string(dyn([1]))", "error: `string` takes no values of type (list)"), ("bytes('é')", "b\"\\xc3\\xa9\""),
      ("bytes(b'a')", "b\"a\""), ("bytes(dyn(1))", "error: `bytes` takes no values of type (int)"),
      ("bool('true') && bool('1') && bool('t') && bool('TRUE') && bool(true)", "true"),
      ("bool('false') || bool('0') || bool('f') || bool('False')", "false"),
      ("bool('yes')", "error: `\"yes\"` is not a bool"),
      ("bool(dyn(1))", "error: `bool` takes no values of type (int)"), ("dyn(1) == 1", "true"),
      ("type(1) == int && type('a') == string && type(type(1)) == type", "true"),
      ("type(null)", "null_type"),
      ("type([]) == list && type({}) == map && type(1.5) == double && type(2u) == uint && type(b'') == bytes", "true"),
      ("type(timestamp('2026-01-01T00:00:00Z'))", "google.protobuf.Timestamp"),
      ("type(duration('1s'))", "google.protobuf.Duration"), ("type(optional.none())", "optional_type"),
    ])
  }

  @Test func `and parts of moments and spans`() throws {
    let moment = "timestamp('2026-11-20T23:30:15.123Z')"
    try LibraryTable().check([
      ("\(moment).getFullYear()", "2026"), ("\(moment).getMonth()", "10"), ("\(moment).getDate()", "20"),
      ("\(moment).getDayOfMonth()", "19"), ("\(moment).getDayOfWeek()", "5"),
      ("\(moment).getDayOfYear()", "323"), ("\(moment).getHours()", "23"), ("\(moment).getMinutes()", "30"),
      ("\(moment).getSeconds()", "15"), ("\(moment).getMilliseconds()", "123"),
      ("\(moment).getDate('+01:00')", "21"), ("\(moment).getHours('-08:00')", "15"),
      ("\(moment).getHours('02:30')", "2"), ("\(moment).getDate('Europe/Berlin')", "21"),
      ("\(moment).getHours('UTC')", "23"),
      ("\(moment).getHours('America/New_York')", "18"),
      ("timestamp('2026-07-01T12:00:00Z').getHours('America/New_York')", "8"),
      ("timestamp('2100-07-01T12:00:00Z').getHours('Europe/Berlin')", "14"),
      ("timestamp('2100-01-01T12:00:00Z').getHours('Europe/Berlin')", "13"),
      ("timestamp('2100-01-01T12:00:00Z').getHours('Australia/Sydney')", "23"),
      ("timestamp('1900-01-01T12:00:00Z').getHours('Asia/Tokyo')", "21"),
      ("timestamp('2026-01-01T12:00:00Z').getMinutes('Asia/Kolkata')", "30"),
      ("\(moment).getHours('Nowhere/None')", "error: there is no time zone `Nowhere/None`"),
      ("\(moment).getHours('../etc/passwd')", "error: `../etc/passwd` is not a time zone"),
      ("\(moment).getHours('+25:00')", "error: `+25:00` is not a time zone"),
      ("duration('1h30m5.25s').getHours()", "1"), ("duration('1h30m').getMinutes()", "90"),
      ("duration('1m5s').getSeconds()", "65"), ("duration('5.25s').getMilliseconds()", "250"),
      ("dyn(1).getHours()", "error: `getHours` takes no values of type (int)"),
      ("dyn(1).getFullYear()", "error: `getFullYear` takes no values of type (int)"),
      ("timestamp(0)", "timestamp(\"1970-01-01T00:00:00Z\")"),
      ("timestamp('2026-11-20T01:00:00+02:00')", "timestamp(\"2026-11-19T23:00:00Z\")"),
      ("timestamp(timestamp(5)) == timestamp(5)", "true"),
      ("timestamp(1) + duration('1s') - duration('500ms')", "timestamp(\"1970-01-01T00:00:01.5Z\")"),
      ("duration('1s') + timestamp(1) - timestamp(0)", "duration(\"2s\")"),
      ("duration('1h') - duration('1m')", "duration(\"3540s\")"), ("duration('-1.5h') < duration('0s')", "true"),
      ("duration('1us') + duration('1ns')", "duration(\"0.000001001s\")"),
      ("duration(duration('1s'))", "duration(\"1s\")"),
      ("timestamp(1) < timestamp(2) && timestamp(1) == timestamp(1)", "true"),
      ("timestamp(dyn(true))", "error: `timestamp` takes no values of type (bool)"),
      ("duration(dyn(true))", "error: `duration` takes no values of type (bool)"),
      (
        "timestamp('2026-02-30T00:00:00Z')",
        "refused: `\"2026-02-30T00:00:00Z\"` is not a moment such as `2026-11-24T12:00:00Z`, in the years 1 to 9999"
      ),
      ("duration('1x')", "refused: `\"1x\"` is not a span of time such as `1h30m` that fits 64 bits of nanoseconds"),
    ])
  }
}
