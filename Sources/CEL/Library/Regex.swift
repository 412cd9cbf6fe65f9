extension Library {
  /// Extracting and replacing by pattern (cel-go, ext/regex.go).
  public static let regex = Library(
    name: "regex", summary: "extracting and replacing what a pattern matches",
    functions: [
      Function(
        "regex.replace",
        [
          .global([.string, .string, .string], .string), .global([.string, .string, .string, .int], .string),
        ],
        .costing({ $0.patternReplacing }, giving: { .text($0.patternReplaced.atMost) }), planning: .search,
        .budgeted(replace)),
      Function(
        "regex.extract", [.global([.string, .string], .optional(.string))],
        .costing({ $0.finding }, giving: { .text($0.count(0).atMost) }), planning: .search,
        .budgeted { arguments, budget in
          switch matches("regex.extract", arguments, limit: 1, &budget) {
          case .success(let found): .optional(OptionalValue(found.first.map(Value.string)))
          case .failure(let error): .error(error)
          }
        }),
      Function(
        "regex.extractAll", [.global([.string, .string], .list(.string))], .findingAll, planning: .search,
        .budgeted { arguments, budget in
          switch matches("regex.extractAll", arguments, limit: .max, &budget) {
          case .success(let found): .list(found.map(Value.string))
          case .failure(let error): .error(error)
          }
        }),
    ])

  /// Returns what the pattern matches, or what its only group matches.
  private static func matches(
    _ name: String, _ arguments: [Value], limit: Int, _ budget: inout Budget
  ) -> Result<[String], EvaluationError> {
    guard arguments.count == 2, case .string(let text) = arguments[0], case .string(let source) = arguments[1] else {
      return .failure(EvaluationError(.noSuchOverload, "`\(name)` takes two strings"))
    }
    do {
      let pattern = try RegularExpression.compiling(source, for: text, &budget)
      guard pattern.groupCount <= 1 else {
        return .failure(EvaluationError(.invalidArgument, "the pattern of `\(name)` has more than one group"))
      }
      var matches = PatternMatches(of: pattern, in: text)
      var found: [String] = []
      while found.count < limit, let match = matches.next(&budget) {
        guard pattern.groupCount == 1 else {
          found.append(matches.text(match[0]))
          continue
        }
        // Groups that are empty or took no part are not extracted (cel-go, ext/regex.go).
        if let span = match[1], !span.isEmpty { found.append(matches.text(span)) }
        if limit == 1 { break }
      }
      return .success(found)
    } catch {
      return .failure(error)
    }
  }

  private static func replace(_ arguments: [Value], _ budget: inout Budget) -> Value {
    guard arguments.count >= 3, case .string(let text) = arguments[0], case .string(let source) = arguments[1],
      case .string(let replacement) = arguments[2]
    else { return .noSuchOverload("regex.replace", arguments) }
    var limit = Int64.max
    if arguments.count == 4 {
      guard case .int(let given) = arguments[3] else { return .noSuchOverload("regex.replace", arguments) }
      limit = given < 0 ? .max : given
    }
    do {
      let pattern = try RegularExpression.compiling(source, for: text, &budget)
      let template = try Template(replacement, groupCount: pattern.groupCount)
      var matches = PatternMatches(of: pattern, in: text)
      var output: [UInt8] = []
      var copied = 0
      while limit > 0, let spans = matches.next(&budget), let whole = spans[0] {
        guard budget.spend(Cost.traversal(ofText: output.count + replacement.utf8.count)) else { return budget.failure }
        output += matches.bytes[copied..<whole.lowerBound]
        template.write(spans, matches.bytes, to: &output)
        copied = whole.upperBound
        limit -= 1
      }
      output += matches.bytes[copied...]
      return .string(String(decoding: output, as: UTF8.self))
    } catch {
      return .error(error)
    }
  }

  /// A replacement in which `\1` stands for the first group and `\\` for a backslash.
  private struct Template {
    private enum Part {
      case text([UInt8])
      case group(Int)
    }

    private var parts: [Part] = []

    init(_ source: String, groupCount: Int) throws(EvaluationError) {
      var text: [UInt8] = []
      var bytes = Array(source.utf8)[...]
      while let byte = bytes.popFirst() {
        guard byte == UInt8(ascii: "\\") else {
          text.append(byte)
          continue
        }
        guard let next = bytes.popFirst(), next == UInt8(ascii: "\\") || Lexer.isDigit(next) else {
          throw EvaluationError(
            .invalidArgument, "after a backslash in the replacement a digit or a backslash is needed")
        }
        guard Lexer.isDigit(next) else {
          text.append(next)
          continue
        }
        let group = Int(next - UInt8(ascii: "0"))
        guard group <= groupCount else {
          throw EvaluationError(.invalidArgument, "the pattern has no group \(group)")
        }
        parts += [.text(text), .group(group)]
        text = []
      }
      parts.append(.text(text))
    }

    func write(_ spans: [Range<Int>?], _ bytes: [UInt8], to output: inout [UInt8]) {
      for part in parts {
        switch part {
        case .text(let text): output += text
        case .group(let group): if let span = spans[group] { output += bytes[span] }
        }
      }
    }
  }
}
