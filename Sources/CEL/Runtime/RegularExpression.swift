import CRE2

/// A compiled pattern of RE2 (https://github.com/google/re2/wiki/Syntax), whose matching takes time linear in the text.
public final class RegularExpression: @unchecked Sendable {
  // INVARIANT: RE2 is safe to match with from several threads; the pointer is only freed when nobody has it.
  private let pattern: OpaquePointer
  /// Units that reading ten code units of a text costs. Matching takes time by the size of RE2's program at worst, where
  /// the states do not fit the memory that it has; a short source such as `(a{1000})` can have a large one.
  let weight: UInt64

  /// Memory that a pattern of the source and its caches may take: RE2's own default.
  public static let maximumMemory: Int64 = 8 << 20
  /// Memory that a pattern may take that an evaluation makes, perhaps thousands of times.
  public static let maximumMemoryInEvaluation: Int64 = 1 << 20

  /// Why a pattern is none.
  public struct InvalidPattern: Error {
    /// What RE2 says.
    public let reason: String
    /// Whether it would take more memory than allowed.
    public let isTooLarge: Bool
  }

  /// Compiles a pattern that is not known before the evaluation, and charges the budget for that and for searching a
  /// text for it. One that is in the cache is charged the same, so that what an evaluation costs depends on its values
  /// alone.
  static func compiling(
    _ source: String, for text: String, _ budget: inout Budget, cache: PatternCache? = nil
  ) throws(EvaluationError) -> RegularExpression {
    guard budget.spend(Cost.pattern + Cost.traversal(ofText: source.utf8.count)) else { throw tooExpensive }
    let pattern: RegularExpression
    do throws(InvalidPattern) {
      if let known = cache?[source] {
        pattern = known
      } else {
        pattern = try RegularExpression(source, maximumMemory: maximumMemoryInEvaluation)
        cache?.keep(pattern, of: source)
      }
    } catch {
      if error.isTooLarge { budget.spend(Cost.largestPattern) }
      throw EvaluationError(.invalidArgument, "the pattern is not a regular expression: \(error.reason)")
    }
    let matching = Cost.matching(weight: pattern.weight, textCount: text.utf8.count)
    guard budget.spend(pattern.programSize), budget.spend(matching) else { throw tooExpensive }
    return pattern
  }

  private static let tooExpensive = EvaluationError(.costLimitExceeded, "the pattern costs more than the limit")

  /// Compiles a pattern that may take so many bytes of memory.
  public init(_ source: String, maximumMemory: Int64 = maximumMemory) throws(InvalidPattern) {
    var source = source
    let compiled = source.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count, maximumMemory) }
    }
    guard let compiled else { throw InvalidPattern(reason: "there is no memory for it", isTooLarge: true) }
    if let reason = cre2_error(compiled) {
      let invalid = InvalidPattern(reason: String(cString: reason), isTooLarge: cre2_is_too_large(compiled))
      cre2_free(compiled)
      throw invalid
    }
    pattern = compiled
    weight = Cost.patternWeight(sourceCount: source.utf8.count, programSize: Int(cre2_program_size(compiled)))
  }

  /// Instructions of RE2's programs for both directions.
  var programSize: UInt64 { UInt64(cre2_program_size(pattern)) }

  deinit {
    cre2_free(pattern)
  }

  /// How many capturing groups there are.
  var groupCount: Int { Int(cre2_group_count(pattern)) }

  /// Whether the pattern matches anywhere in a text.
  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_search(pattern, $0.baseAddress, $0.count) }
    }
  }

  /// The first match in UTF-8 at or after an offset, and then what each group matched; nil where there is none.
  func firstMatch(in text: [UInt8], from offset: Int) -> [Range<Int>?]? {
    var spans = [cre2_span](repeating: cre2_span(start: -1, end: -1), count: groupCount + 1)
    let isFound = text.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cre2_find(pattern, $0.baseAddress, $0.count, offset, &spans, Int32(spans.count))
      }
    }
    guard isFound else { return nil }
    return spans.map { $0.start < 0 ? nil : Int($0.start)..<Int($0.end) }
  }
}
