import Costs
import Findings
import Requests
import Spelling

/// By what the requests of a report are grouped: the values of one or several keys of each.
public struct Grouping: Sendable, Equatable {
  /// A property of a request.
  enum Key: Sendable, Hashable, CustomStringConvertible {
    case region, mode, account, instanceTypes
    case label(String)

    /// The key as the option takes it.
    var description: String {
      switch self {
      case .region: "region"
      case .mode: "mode"
      case .account: "account"
      case .instanceTypes: "instanceTypes"
      case .label(let name): "label:\(name)"
      }
    }

    /// The value of a request; nil for one that has none.
    func value(_ request: ClusterRequest) -> String? {
      switch self {
      case .region: request.region
      case .mode: BillReport.shortTitle(request.costSavings ? .costSavings : .normal)
      case .account: request.account
      case .instanceTypes: request.instanceTypes.sorted().joined(separator: ", ")
      case .label(let name): request.labels[name]
      }
    }

    /// What stands where a request has no value.
    var absence: String {
      if case .label(let name) = self { "no label \(printable(name, limit: 40))" } else { "no \(self)" }
    }
  }

  /// The keys but for labels, as an option takes them.
  public static let names = [Key.region, .mode, .account, .instanceTypes].map(\.description)

  /// The keys, in the order of the columns.
  let keys: [Key]

  /// The grouping by the keys of a text, with commas between them: `label:team,region`.
  /// - Throws: `InvalidGrouping` for a key that does not exist, none, or one that is given twice.
  public init(_ text: String) throws(InvalidGrouping) {
    var keys: [Key] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false).map({ String($0).trimmingBlanks }) {
      let key = try Self.key(word)
      guard !keys.contains(key) else {
        throw InvalidGrouping("`\(printable(word, limit: 80))` is given twice", help: "leave one of them out")
      }
      keys.append(key)
    }
    self.keys = keys
  }

  private static func key(_ word: String) throws(InvalidGrouping) -> Key {
    if word.hasPrefix("label:"), word.utf8.count > 6 { return .label(String(word.dropFirst(6))) }
    if let key = [Key.region, .mode, .account, .instanceTypes].first(where: { $0.description == word }) { return key }
    let list = "the keys are " + names.map { "`\($0)`" }.joined(separator: ", ") + " and `label:KEY`"
    guard !word.isEmpty, word != "label:" else { throw InvalidGrouping("a key is empty", help: list) }
    let nearest = Spelling.nearest(to: word, in: names).first.map { Spelling.question($0) + " " } ?? ""
    throw InvalidGrouping(
      "requests have no key `\(printable(word, limit: 80))`",
      help: nearest + list + "; a label is written `label:\(printable(word, limit: 80))`")
  }

  /// The values of a request, one for each key.
  func values(_ request: ClusterRequest) -> [String?] { keys.map { $0.value(request) } }

  /// The keys in words, for a title.
  var title: String { "By " + keys.map { printable($0.description, limit: 80) }.joined(separator: ", ") }
}

/// Why requests cannot be grouped as somebody asks.
public struct InvalidGrouping: Error, Sendable {
  /// What is wrong.
  public let message: String
  /// What to do.
  public let help: String

  init(_ message: String, help: String) { (self.message, self.help) = (message, help) }
}
