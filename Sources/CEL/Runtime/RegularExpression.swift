import CRE2

/// A compiled pattern of RE2 (https://github.com/google/re2/wiki/Syntax). Matching takes time linear in the text.
public final class RegularExpression: @unchecked Sendable {
  // INVARIANT: several threads may match with one RE2 pattern; the pointer is freed only when nobody uses it.
  private let pattern: OpaquePointer
  /// The units for reading ten code units of a text. If the states do not fit RE2's memory, matching takes time in
  /// proportion to the size of RE2's program, and a short source such as `(a{1000})` can have a large one.
  let weight: UInt64

  /// The maximum bytes of memory for a pattern of the source and its caches: RE2's own default.
  public static let maximumMemory: Int64 = 8 << 20
  /// The maximum bytes of memory for a pattern that an evaluation makes, perhaps thousands of times.
  public static let maximumMemoryInEvaluation: Int64 = 1 << 20

  /// The reason why a pattern is invalid.
  public struct InvalidPattern: Error {
    /// The reason that RE2 gives.
    public let reason: String
    /// Whether the pattern would take more memory than allowed.
    public let isTooLarge: Bool
  }

  /// Compiles a pattern that is known only at evaluation, and charges the budget for that and for searching a text for
  /// it. A pattern in the cache is charged the same, so that the cost of an evaluation depends only on its values.
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

  /// Compiles a pattern that may take up to `maximumMemory` bytes.
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

  /// The number of instructions in RE2's programs for both directions.
  var programSize: UInt64 { UInt64(cre2_program_size(pattern)) }

  deinit {
    cre2_free(pattern)
  }

  /// The number of capturing groups.
  var groupCount: Int { Int(cre2_group_count(pattern)) }

  /// Whether the pattern matches anywhere in a text.
  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cre2_search(pattern, $0.baseAddress, $0.count) }
    }
  }

  /// Returns the UTF-8 range of the first match at or after an offset, and of each group; nil if there is none.
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
