/// Human-readable text of values.
enum ValueText {
  /// Returns a value, in the language's own notation if it has one, cut after `limit` characters.
  static func text(_ value: Value, limit: Int = 10_000) -> String {
    var output = ""
    write(value, to: &output, limit: limit)
    return output
  }

  /// Returns a value for a message.
  static func brief(_ value: Value) -> String { "`\(text(value, limit: 60))`" }

  private static func write(_ value: Value, to output: inout String, limit: Int) {
    guard output.utf8.count < limit else {
      if !output.hasSuffix("…") { output += "…" }
      return
    }
    switch value {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .int(let value): output += String(value)
    case .uint(let value): output += "\(value)u"
    case .double(let value): output += number(value)
    case .string(let text): output += LiteralPrinter.string(cut(text, limit - output.utf8.count))
    case .bytes(let bytes): output += LiteralPrinter.bytes(Array(bytes.prefix(max(0, limit - output.utf8.count))))
    case .timestamp(let moment): output += "timestamp(\"\(TimeText.text(of: moment))\")"
    case .duration(let nanoseconds): output += "duration(\"\(TimeText.text(ofNanoseconds: nanoseconds))\")"
    case .type(let name): output += name
    case .list(let elements):
      write(elements.map { (nil, $0) }, in: ("[", "]"), to: &output, limit: limit)
    case .map(let map):
      write(zip(map.keys, map.values).map { ($0, $1) }, in: ("{", "}"), to: &output, limit: limit)
    case .optional(let optional):
      guard let wrapped = optional.wrapped else {
        output += "optional.none()"
        return
      }
      output += "optional.of("
      write(wrapped, to: &output, limit: limit)
      output += ")"
    case .structure(let instance):
      output += instance.typeName
      let fields = instance.fieldNames.enumerated().map { (Value?.some(.type($1)), instance.value(at: $0)) }
      write(fields, in: ("{", "}"), to: &output, limit: limit)
    case .opaque(let instance): output += cut(instance.value.description, limit - output.utf8.count)
    case .error(let error): output += "error: \(error.message)"
    }
  }

  private static func write(
    _ entries: [(Value?, Value)], in brackets: (String, String), to output: inout String, limit: Int
  ) {
    output += brackets.0
    for (index, entry) in entries.enumerated() {
      if index > 0 { output += ", " }
      guard output.utf8.count < limit else {
        output += "…"
        break
      }
      if let key = entry.0 {
        write(key, to: &output, limit: limit)
        output += ": "
      }
      write(entry.1, to: &output, limit: limit)
    }
    output += brackets.1
  }

  private static func number(_ value: Double) -> String {
    value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : value.description
  }

  private static func cut(_ text: String, _ count: Int) -> String {
    guard text.utf8.count > count else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(max(0, count)))) + "…"
  }
}

extension Value: CustomStringConvertible {
  /// The value, in the language's own notation if it has one, cut after ten thousand characters.
  public var description: String { ValueText.text(self) }
}
