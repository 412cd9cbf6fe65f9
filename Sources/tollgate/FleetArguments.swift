import ArgumentParser
import Program
import Reports

/// Keys by which requests are grouped: `label:team,region`.
struct GroupByArgument {
  let grouping: Grouping

  /// The keys that an argument names.
  /// - Throws: `ValidationError` for a key that does not exist.
  static func parse(_ argument: String) throws -> GroupByArgument {
    do throws(InvalidGrouping) { return GroupByArgument(grouping: try Grouping(argument)) } catch {
      throw ValidationError("\(error.message): \(error.help)")
    }
  }

  static let help = ArgumentHelp(
    "Sum up the requests by \(Grouping.names.joined(separator: ", ")) or label:KEY; several with commas between them.",
    valueName: "keys")

  /// The keys but for labels.
  static let completion = CompletionKind.list(Grouping.names + ["label:"])
}

extension FleetOrder: NamedChoice {}
