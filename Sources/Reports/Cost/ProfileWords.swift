import Costs
import Findings

/// What a cost profile is called, and what it leaves out, in words.
enum ProfileWords {
  /// Its name, and the options that bills have: `default` with guardduty.
  static func name(_ profile: CostProfile) -> String {
    let name = "`\(printable(profile.name, limit: 80))`"
    let options = profile.includedOptions.map { printable($0, limit: 80) }
    return options.isEmpty ? name : name + " with " + options.joined(separator: ", ")
  }

  /// What bills leave out: the options that nobody asked for, and what the profile says that no bill has.
  static func notInBills(_ profile: CostProfile) -> [String] {
    let options = profile.leftOut.map { option, components in
      "\(printable(option, limit: 80)) (\(components.map { printable($0.title, limit: 80) }.joined(separator: ", ")))"
    }
    let others = profile.notIncluded.map { printable($0, limit: 200) }
    return
      (options.isEmpty
      ? []
      : [
        "left out unless `costOptions` in the configuration or `--cost-option` asks for it: "
          + options.joined(separator: "; ")
      ]) + (others.isEmpty ? [] : ["in no bill: " + others.joined(separator: "; ")])
  }
}
