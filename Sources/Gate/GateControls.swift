import Findings
import Rules
import Spelling

/// What a check is told to do otherwise than its configuration says. A submission has none.
public struct GateControls: Sendable {
  /// Files and folders of policies and parameters beside those of the configuration. They bring no exceptions.
  public var policies: [String] = []
  /// Whether exceptions excuse findings.
  public var obeysExceptions = true
  /// Whether documents of named files that are no requests are skipped, as they are in folders.
  public var skipsOthers = false
  /// A revision of git: only requests of files that changed since then are checked, unless what decides changed too.
  public var changedSince: String?
  /// The rules and policies whose findings count.
  public var selection = RuleSelection.all

  /// Controls that change nothing.
  public init() {}
}

/// The rules and policies whose findings count: by their codes, by what codes begin with (`TG5`), or by a policy's name.
/// Rules that may not be waived always count.
public struct RuleSelection: Sendable {
  private let selected: [String]
  private let ignored: [String]

  /// Everything.
  public static let all = RuleSelection(selected: [], ignored: [])

  private init(selected: [String], ignored: [String]) { (self.selected, self.ignored) = (selected, ignored) }

  /// A selection of some codes, or of all if there are none, but not of others.
  public init(selecting selected: [String], ignoring ignored: [String]) {
    self.init(selected: selected, ignored: ignored)
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

  /// Whether a word names a policy, or a validation of one.
  private static func names(_ word: String, _ policies: [String]) -> Bool {
    policies.contains { word == $0 || word.hasPrefix($0 + "/") }
  }

  /// Words that name nothing, and rules that would be ignored but may not.
  /// - Throws: `GateError.selection`.
  func check(_ policies: [String]) throws(GateError) {
    let rules = Registry.complete.entries
    for word in selected + ignored {
      let isKnown =
        rules.contains { Self.matches(word, $0.code) } || Self.names(word, policies)
      guard isKnown else {
        let known = rules.map(\.code.description) + policies
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
