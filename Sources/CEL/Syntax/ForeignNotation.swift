/// Notations of other languages, and how to write them in this one.
enum ForeignNotation {
  /// Operators that are not part of the language. Longer ones come before their prefixes.
  private static let operators: [(text: String, help: String)] = [
    ("===", "write `==`"), ("!==", "write `!=`"), ("<=>", "write `<`, `==` or `>`"), ("<>", "write `!=`"),
    ("=~", "write `text.matches(pattern)`"), ("!~", "write `!text.matches(pattern)`"),
    ("=>", "write a macro's variable and condition with a comma between, as in `list.all(x, x > 1)`"),
    (":=", "an expression is one value; name a part of it with `cel.bind` or under `variables`"),
    ("??", "write `a.?b.orValue(c)`"), ("**", "there are no powers; write the product"),
    ("&=", "nothing can be changed; write the new value"), ("|=", "nothing can be changed; write the new value"),
    ("+=", "nothing can be changed; write the new value"), ("-=", "nothing can be changed; write the new value"),
    ("*=", "nothing can be changed; write the new value"), ("/=", "nothing can be changed; write the new value"),
    ("=<", "write `<=`"),
    ("≤", "write `<=`"), ("≥", "write `>=`"), ("≠", "write `!=`"), ("×", "write `*`"), ("÷", "write `/`"),
    ("–", "write `-`"), ("—", "write `-`"), ("−", "write `-`"), ("∧", "write `&&`"), ("∨", "write `||`"),
    ("¬", "write `!`"), ("∈", "write `in`"),
    ("=", "write `==` to compare"), ("&", "write `&&`"), ("|", "write `||`"),
    (";", "an expression is one value; name a part of it with `cel.bind` or under `variables`"),
    ("#", "a comment begins with `//`"),
    ("$", "names stand without `$`"), ("^", "a pattern stands in quotes"),
    ("~", "a pattern is looked for with `text.matches(pattern)`"), ("\\", "a backslash stands in quotes only"),
  ]

  /// The operators by their first byte, in the same order.
  private static let operatorsByFirstByte: [UInt8: [(text: String, help: String)]] = Dictionary(
    grouping: operators, by: { $0.text.utf8[$0.text.utf8.startIndex] })

  /// Returns the first operator that matches at a position.
  static func first(at place: Int, in bytes: [UInt8]) -> (text: String, help: String)? {
    operatorsByFirstByte[bytes[place]]?.first { bytes[place...].starts(with: $0.text.utf8) }
  }

  /// Quotes that are not straight, and the quotes that close them.
  static let quotes: [Unicode.Scalar: Set<Unicode.Scalar>] = [
    "\u{201C}": ["\u{201D}", "\u{201C}"], "\u{201D}": ["\u{201D}"], "\u{201E}": ["\u{201C}", "\u{201D}"],
    "\u{2018}": ["\u{2019}", "\u{2018}"], "\u{2019}": ["\u{2019}"], "\u{201A}": ["\u{2018}", "\u{2019}"],
    "\u{00AB}": ["\u{00BB}"], "\u{00BB}": ["\u{00AB}", "\u{00BB}"], "\u{00B4}": ["\u{00B4}"],
  ]

  /// Words between operands.
  private static let infixes: [String: String] = [
    "and": "write `&&`", "or": "write `||`", "xor": "write `a != b`", "is": "write `==`", "equals": "write `==`",
    "eq": "write `==`", "ne": "write `!=`", "lt": "write `<`", "le": "write `<=`", "gt": "write `>`",
    "ge": "write `>=`", "mod": "write `%`", "div": "write `/`", "contains": "write `text.contains(part)`",
    "matches": "write `text.matches(pattern)`", "like": "write `text.matches(pattern)`",
    "startswith": "write `text.startsWith(part)`", "endswith": "write `text.endsWith(part)`",
    "if": conditional, "then": conditional, "else": conditional, "unless": conditional,
    "for": "write `list.map(x, …)` or `list.filter(x, …)`", "where": "write `list.filter(x, condition)`",
  ]

  private static let conditional = "write `condition ? value : otherwise`"

  /// Returns help for a reserved word.
  static func help(reserved word: String) -> String? {
    switch word {
    case "if", "else": conditional
    case "for", "while", "loop": "write `list.all(x, …)`, `list.map(x, …)` or another macro"
    case "let", "var", "const": "name a part with `cel.bind` or under `variables`"
    case "return": "an expression is its value: leave out the `return`"
    case "function": "functions cannot be declared in an expression"
    default: nil
    }
  }

  /// Returns help for a word or symbol where an operator or the end is expected, from the tokens around it.
  static func help(unexpected token: Token, after previous: Token?, before next: Token) -> String? {
    let word = token.text.lowercased()
    if previous?.kind == .identifier, previous?.text.lowercased() == "not" { return "write `!` for `not`" }
    switch (token.kind, word) {
    case (.identifier, "not") where next.text == "in": return "write `!(value in list)`"
    case (.identifier, "is") where next.text.lowercased() == "not": return "write `!=`"
    case (.identifier, _) where infixes[word] != nil: return infixes[word]
    case (.identifier, _) where previous?.kind == .string && previous?.range.upperBound == token.range.lowerBound,
      (.integer, _) where previous?.kind == .string && previous?.range.upperBound == token.range.lowerBound:
      return "a quote within the quotes is written `\\'` or `\\\"`"
    case (.string, _) where previous?.kind == .identifier && previous?.range.upperBound == token.range.lowerBound:
      return "only `r`, `b` and both together may stand before the quotes"
    case (.symbol, "in"), (.keyword, "in"): return nil
    case (.symbol, ","): return "a list is written in brackets: `[a, b]`"
    default: return nil
    }
  }

  /// Returns help for a name that is not defined.
  static func help(name: String) -> String? {
    switch name.lowercased() {
    case "none", "nil", "null", "undefined", "nothing": "write `null`; `has(a.b)` tells whether a field exists"
    case "true", "yes", "on": "write `true`"
    case "false", "no", "off": "write `false`"
    case "nan": "write `double('NaN')`"
    case "inf", "infinity": "write `double('Infinity')`"
    case "not": "write `!`"
    default: nil
    }
  }

  /// Returns help for a function that does not exist.
  static func help(function: String, isMember: Bool) -> String? {
    switch function.lowercased() {
    case "len", "length", "count", "strlen", "cardinality": "write `size(x)` or `x.size()`"
    case "isempty", "empty": "write `x.size() == 0`"
    case "includes", "has", "member", "contain": "write `text.contains(part)`, or `element in list`"
    case "haskey", "containskey", "has_key", "hasfield": "write `'key' in map`, or `has(map.key)`"
    case "defined", "isdefined", "isset", "ispresent": "write `has(a.b)`"
    case "get", "getordefault": "write `map[?key].orValue(otherwise)`"
    case "keys": "write `map.map(key, key)`: macros go through the keys of a map"
    case "values": "write `map.transformList(key, value, value)`"
    case "not": "write `!(…)`"
    case "and": "write `a && b`"
    case "or" where !isMember: "write `a || b`"
    case "any", "some", "anymatch": "write `list.exists(x, condition)`"
    case "every", "allmatch", "foreach": "write `list.all(x, condition)`"
    case "one": "write `list.exists_one(x, condition)`"
    case "select", "where": "write `list.filter(x, condition)`"
    case "collect": "write `list.map(x, value)`"
    case "concat": "write `a + b`"
    case "push", "append": "write `list + [element]`"
    case "tolower", "tolowercase", "lower", "lowercase", "downcase": "write `text.lowerAscii()`"
    case "toupper", "touppercase", "upper", "uppercase", "upcase": "write `text.upperAscii()`"
    case "strip", "trimspace": "write `text.trim()`"
    case "hasprefix", "beginswith": "write `text.startsWith(part)`"
    case "hassuffix": "write `text.endsWith(part)`"
    case "match", "regex", "regexmatch", "test", "rlike": "write `text.matches(pattern)`"
    case "substr": "write `text.substring(start, end)`"
    case "str", "tostring", "stringify": "write `string(x)`"
    case "float", "number", "tonumber", "parsefloat", "todouble": "write `double(x)`"
    case "integer", "parseint", "toint", "atoi": "write `int(x)`"
    case "boolean": "write `bool(x)`"
    case "typeof", "isinstance", "type_of": "write `type(x) == string`"
    case "if", "iif", "ifelse": conditional
    case "format" where !isMember: "write `'%s …'.format([value])`"
    case "now": "an expression does not know the time"
    default: nil
    }
  }

  /// Returns help for a field that people write in place of a function.
  static func help(field: String) -> String? {
    switch field.lowercased() {
    case "length", "len", "size", "count": "write `x.size()`"
    default: nil
    }
  }
}
