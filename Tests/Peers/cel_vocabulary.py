"""What the expressions of `cel_expressions.py` are made of."""

KEYS = ("bool", "int", "uint", "string")
NUMBERS = ("int", "uint", "double")
ORDERED = ("bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration")
SIMPLE = ORDERED + ("null", "type")

# The variables and their types; `missing` never has a value.
VARIABLES = {
    "flag": "bool", "i": "int", "j": "int", "size": "int", "net.port": "int", "missing": "int", "u": "uint", "d": "double",
    "s": "string", "name": "string", "octets": "bytes", "moment": "timestamp", "span": "duration", "nothing": "null",
    "any": "dyn", "ints": ("list", "int"), "uints": ("list", "uint"), "names": ("list", "string"), "mixed": ("list", "dyn"),
    "table": ("map", "string", "int"), "tree": ("map", "string", "dyn"), "codes": ("map", "int", "string"),
    "ports": ("map", "uint", ("list", "string")),
}

# What literals are made of. Moments and spans have no, three, six or nine decimals: others are written in two ways.
INTS = "0 1 2 3 7 10 42 0x1F 0xfFe 100 007 -1 -2 -7".split()
EDGE_INTS = (
    "9223372036854775807 -9223372036854775808 -9223372036854775807 9223372036854775806 0x7fffffffffffffff"
    " -0x8000000000000000 4294967296 9007199254740993 -9007199254740993 3037000500"
).split()
UINTS = "0u 1u 2u 3U 7u 0x1Fu 42u 100U".split()
EDGE_UINTS = (
    "18446744073709551615u 18446744073709551614u 9223372036854775808u 0xffffffffffffffffu 4294967296u 9007199254740993u"
).split()
DOUBLES = "0.0 1.0 1.5 -2.25 .5 -0.0 1e3 2E-3 3.25e+2 .125e1 10.0 7e0 0.1 42.0".split()
EDGE_DOUBLES = (
    "1e308 -1.7976931348623157e308 5e-324 2.2250738585072014e-308 9223372036854775807.0 1e-400 9007199254740993.0"
    " 18446744073709551615.0 -9223372036854775808.0 4503599627370497.5 1e19 0.30000000000000004"
).split()
WORDS = [
    "", "a", "b", "ab", "abc", "ABC", "foo", "x y", "a.b", "tab\there", "line\nbreak", "é", "e\u0301", "日本語", "\U0001f600",
    "é\u0301", "it's", 'say "hi"', "back\\slash", "\u2028", "\0", "\U0010ffff", "\uffff", "ﬁ", "ß", "0", "a`b", "what?", "\r", "\x7f",
]
NUMERALS = {
    "int": "0 12 -7 007 -0 9223372036854775807 -9223372036854775808".split(),
    "uint": "0 12 7 007 18446744073709551615".split(),
    "double": "0 12 -7 1.5 -0.0 1e3 0.1 .5 2.5e-3 1E+2 9007199254740993 1e-400 5e-324".split(),
}
BAD_NUMERALS = ["", "12 a"] + (
    "9223372036854775808 -9223372036854775809 18446744073709551616 -1 1.5 abc 1_000 --1 ١ 1e 1u + - 1. e5 1,5 ½ NaNs true"
).split()
BOOLS = "true True TRUE t 1 false False FALSE f 0".split()
BAD_BOOLS = ["", "true "] + "yes tRUE 2 on".split()
MOMENTS = (
    "2024-02-29T12:34:56Z 2026-11-25T00:00:00Z 1970-01-01T00:00:00Z 1969-12-31T23:59:59.999999999Z 2024-03-31T01:30:00.125+01:00"
    " 2024-11-03T05:59:59.123456789Z 2000-01-01T00:00:00-08:00 1900-03-01T00:00:00Z 2100-02-28T23:59:59.875Z 1883-11-18T17:00:00Z"
    " 2024-07-04T12:00:00.000001Z 2038-01-19T03:14:08z 2011-12-30t09:59:59Z 2024-01-01T23:59:59+23:59"
).split()
EDGE_MOMENTS = "0001-01-01T00:00:00Z 9999-12-31T23:59:59.999999999Z 1600-02-29T00:00:00Z 9999-12-31T23:59:59+00:01".split()
BAD_MOMENTS = ["", "2024-01-01 00:00:00Z"] + (
    "now 2023-02-29T00:00:00Z 2024-13-01T00:00:00Z 2024-01-01 2024-01-01T00:00:00 2024-01-01T25:00:00Z 2024-1-1T00:00:00Z"
    " 2024-01-01T00:00:00+0100 10000-01-01T00:00:00Z 0000-12-31T23:59:59Z 2024-01-01T00:60:00Z 0001-01-01T00:00:00+01:00"
    " 9999-12-31T23:59:59-01:00 -2024-01-01T00:00:00Z 2024-00-10T00:00:00Z 2024-01-32T00:00:00Z 2024-01-01T00:00:00.Z"
).split()
SPANS = (
    "1s 0s 0 -1s 1h 90m 1h30m 1.5h 251ms -0.125s 1us 1ns 999999999ns 36h -24h 2562047h 1h1m1s1ms1us1ns -1.000000001s 8760h +2s .001s"
    " 3.s 86400s"
).split()
BAD_SPANS = ["", "1h 1m", "1s "] + "1 s 1d --1s 1e3s 1.5 1S - .s 1h-1m h1 100000000000s 9223372037s".split()
PATTERNS = ["", "(?s).", "\\pL", "\\Aa?\\z", "\\x{1F600}", "[[:upper:]]{2}"] + (
    r"a ^a b$ a.c a* (a|b)+ [a-z]+ \d+ \\d+ ^\w+$ \bfoo\b (?i)abc é ^.$ a{2,3} ^$ \. [^a] (?P<n>a)b x*?y ^(?:a|ab)(?:c|bcd)$"
).split()
BAD_PATTERNS = r"( ) [ *a a**b{ a{1001} \8 (?=a) (?P<n [z-a] \ (?<!a) a{2,1}".split()
ZONES = (
    "UTC America/New_York Asia/Kolkata Europe/Berlin Australia/Lord_Howe Pacific/Apia US/Central America/St_Johns +05:30 -08:00"
    " 02:00 -00:30 +00:00 -03:45 Africa/Casablanca Antarctica/Troll EST5EDT Etc/GMT+5"
).split()
BAD_ZONES = "Nowhere Europe/Atlantis +0530 +05:3a Europe ../UTC America/NewYork utc".split()
ACCESSORS = (
    "getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear getHours getMinutes getSeconds getMilliseconds"
).split()
TYPE_NAMES = (
    "bool int uint double string bytes null_type list map type google.protobuf.Timestamp google.protobuf.Duration"
).split()
FIELDS = "a b name x1 _k size zz".split()
# Calls and syntax that are mostly wrong; `{}` is a part of any type.
NONSENSE = r"""
has({}) | has({}[0]) | has(has(tree.a)) | {}.all({}, true) | {}.map(x) | [{}].map(x, x, x, x) | [{}].exists(a.b, true) | size({}, {})
size() | {}.size({}) | foo({}) | {}.foo() | string({}, {}) | type({}, {}) | {}.matches({}) | {}.contains() | 'a'.startsWith({}) | {}.if
{}.in | if | as({}) | {}{{}} | {} ? {} | 1 in 2 in {} | .i | .size | .net.port | net | net.port.x | int.foo | tree.`a` | tree.`a-b` | `i`
x | [{}].map(x, .x) | i.all(x, true) | {}.filter(x, x) | {}[{}] | -{} | !{} | {} + {} | {} < {} | {} == {} | {} in {} | {} && {} | {}.as
[1, 2].all(x, x > 0) {} | {}.b.c | timestamp({}) | int({}) | bytes({}) | moment.getHours({}) | span.getDate() | matches({}) | dyn() | {}.dyn()
'a' 'b' | 1u2 | 0x | 1e | 1.e3 | 1. | ..i | i. | [,] | {{,}} | [1,,2] | {{'a' 1}} | {{1: 2, }} | (1, 2) | () | '\d' | '\400' | '\ud800'
b'\u0041' | rb'a' | bR'\n' | br'\\' | '''a''b''' | ''''a''' | r'''\''' | '\x4' | '\8' | '\`\?\a\v\f' | 1 // end | // end | --i | ---i | !-i
i - -1 | i-1 | i -1 | 1 - 2 - 3 | 2 * 3 % 4 / 5 | 1 < 2 == true | true ? false ? 1 : 2 : 3 | flag || j > 0 && flag | i==i | -!flag | !!!flag
size(i,) | [i,] | {{i: 1,}} | tree[?'a'] | tree.?a | [?i] | 0X1F | 0xu | 1_0 | .5.size() | 1.5.size() | 'é'.é | é | \u0061 | i;j | a=b | i & j
'a'+"b"+'''c''' | R"\n"+r'\n' | b'a'+B"b" | 9223372036854775808 | -9223372036854775809 | 18446744073709551616u | -(-9223372036854775808) | i ** j
0x8000000000000000 | -1u | 0.0/0.0 | 1/0 | 1%0 | 1u/0u | 1u%0u | 1.0/0.0 == 1e308*10.0 | int('0x1F') | {}.a.b.c.d | {}.`b c` | {} ? 1 : {} | ^i
'\U00110000' | 9007199254740993 == dyn(9007199254740992.0) | {{1: 1, 1u: 2}} | {{1: 1}}[dyn(1.0)] | 1 < 1u | 1u >= 1.0 | 1 == 1.0 | 1 in [1u]
"""
NONSENSE = [template for line in NONSENSE.strip().splitlines() for template in line.split(" | ")]
