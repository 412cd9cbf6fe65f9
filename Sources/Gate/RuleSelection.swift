import Findings
import Rules
import Spelling

/// The rules and policies whose findings count: by their codes, by what codes begin with (`TG5`), or by a policy's name.
/// Rules that may not be waived always count.
public struct RuleSelection: Sendable {
  private let selected: [String]
  private let ignored: [String]

  /// Everything.
  public static let all = RuleSelection(selected: [], ignored: [])

  private init(selected: [String], ignored: [String]) { (self.selected, self.ignored) = (selected, ignored) }

  /// A selection of some codes, or of all if there are none, but not of others. A text may have several, with commas between
  /// them.
  public init(selecting selected: [String], ignoring ignored: [String]) {
    self.init(selected: Self.codes(in: selected), ignored: Self.codes(in: ignored))
  }

  /// The codes that texts name; a rule may be called by its name too.
  public static func codes(in texts: [String]) -> [String] {
    texts.flatMap { $0.split(separator: ",") }.map(\.trimmingBlanks).filter { !$0.isEmpty }
      .map { Registry.complete.entry(of: $0)?.code.description ?? $0 }
  }

  /// Whether every finding counts.
  public var isEverything: Bool { selected.isEmpty && ignored.isEmpty }

  func includes(_ code: RuleCode) -> Bool {
    guard !isEverything else { return true }
    if !Gate.isWaivable(code), Registry.complete.entry(of: code.description) != nil { return true }
    let isSelected = selected.isEmpty || selected.contains { Self.matches($0, code) }
    return isSelected && !ignored.contains { Self.matches($0, code) }
  }

  /// A word names a code, the beginning of codes of rules, or a policy.
  private static func matches(_ word: String, _ code: RuleCode) -> Bool {
    let text = code.description
    return code.isOfPolicy ? text == word || text.hasPrefix(word + "/") : text.hasPrefix(word.uppercased())
  }

  /// Whether a word names a policy or a validation, by the codes of all validations.
  private static func names(_ word: String, _ policies: [String]) -> Bool {
    policies.contains { $0 == word || $0.hasPrefix(word + "/") }
  }

  /// Words that name nothing, and rules that would be ignored but may not.
  /// - Throws: `GateError.selection`.
  func check(_ policies: [String]) throws(GateError) {
    // Listing every rule takes as long as a tenth of a check.
    guard !isEverything else { return }
    let rules = Registry.complete.entries
    for word in selected + ignored {
      let isKnown =
        rules.contains { Self.matches(word, $0.code) } || Self.names(word, policies)
      guard isKnown else {
        let known = rules.map(\.code.description) + policies + policies.map { String($0.prefix { $0 != "/" }) }
        let nearest = Spelling.nearest(to: word, in: known).first.map { Spelling.question($0) }
        throw .selection(
          "no rule or policy has the code `\(printable(word, limit: 80))`, or one that begins so",
          help: nearest ?? "`tollgate rules` lists the rules")
      }
    }
    for word in ignored {
      let meant = rules.filter { Self.matches(word, $0.code) }
      guard
        meant.isEmpty || meant.contains(where: \.isWaivable)
          || Self.names(word, policies)
      else {
        throw .selection(
          "`\(printable(word, limit: 80))` cannot be ignored", help: "what such rules find can only be corrected")
      }
    }
  }
}
