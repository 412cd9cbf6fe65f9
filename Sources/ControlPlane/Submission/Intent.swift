import Documents
import Findings
import HTTP
import Platform

/// What the journal remembers of the last request for a cluster.
struct Intent: Equatable {
  /// What is known of the request.
  enum State: String {
    /// It was about to be sent; whether it was, and what became of it, is not known.
    case asked
    /// The control plane took it. No other is ever sent, since it would make a second cluster.
    case taken
  }

  /// The cluster's name; nil in an entry of an older version, which did not have it.
  let name: String?
  /// When it was about to be sent, in milliseconds since 1970. For people: the system's clock can be set.
  let attemptedAt: Int
  /// When it was last under way, by a clock that cannot be set: when it was about to be sent, or when the wait for its
  /// answer ended. Nil where the system had none.
  var moment: BootMoment?
  /// The digest of the request, without its secret.
  let request: String
  /// What is known of it.
  var state: State
  /// The cluster's id, once the control plane has told it. It counts only if the cluster has the name.
  var clusterId: String?
}

extension Intent {
  /// The last millisecond of the year 9999, the last that RFC 3339 can write.
  static let lastMillisecond = 253_402_300_799_999

  /// The entry as it is written, for a user of a control plane.
  func json(endpoint: String, userId: String) -> String {
    JSONValue.object([
      ("attemptedAt", .integer(min(max(0, attemptedAt), Self.lastMillisecond))), ("boot", JSONValue(moment?.boot)),
      ("clusterId", JSONValue(clusterId)), ("controlPlane", .string(endpoint)), ("name", JSONValue(name)),
      ("request", .string(request)), ("sinceBoot", (moment?.milliseconds).map { .integer($0) } ?? .null),
      ("state", .string(state.rawValue)), ("user", .string(userId)),
    ]).canonical
  }

  /// Reads an entry, every part of which must be one that could have been written for this name, user and control plane.
  /// - Throws: What is wrong with it, in words.
  init(_ bytes: [UInt8], name: String, endpoint: String, userId: String) throws(IntentError) {
    let file = DocumentReader.read(SourceFile(name: "entry.json", bytes: bytes))
    guard file.errors.isEmpty, let document = file.documents.first, document.findings.isEmpty,
      file.documents.count == 1
    else { throw IntentError(what: "it is not JSON") }
    let root = document.root
    for (key, expected) in [("name", name), ("controlPlane", endpoint), ("user", userId)] {
      // An entry of an older version has none of them.
      guard let found = root[key] else { continue }
      guard found.text == expected else { throw IntentError(what: "its `\(key)` is another one") }
    }
    guard case .integer(let attemptedAt)? = root["attemptedAt"]?.value, (0...Self.lastMillisecond).contains(attemptedAt)
    else { throw IntentError(what: "its `attemptedAt` is not a time") }
    guard let request = root["request"]?.text, Digest.isDescription(request) else {
      throw IntentError(what: "its `request` is not a digest")
    }
    var clusterId: String?
    if let node = root["clusterId"], !node.isNull {
      guard let id = node.text, (1...512).contains(id.utf8.count), !id.unicodeScalars.contains(where: isUnprintable)
      else { throw IntentError(what: "its `clusterId` is not an id") }
      clusterId = id
    }
    // An older version had no state; it knew the id of what was taken.
    var state = clusterId == nil ? State.asked : .taken
    if let node = root["state"] {
      guard let known = node.text.flatMap({ State(rawValue: $0) }) else {
        throw IntentError(what: "its `state` is not known")
      }
      state = known
    }
    var moment: BootMoment?
    if let boot = root["boot"], !boot.isNull {
      guard let id = boot.text, case .integer(let milliseconds)? = root["sinceBoot"]?.value,
        let read = BootMoment(boot: id, milliseconds: milliseconds)
      else { throw IntentError(what: "its `boot` and `sinceBoot` are not a moment") }
      moment = read
    }
    self.init(
      name: root["name"]?.text, attemptedAt: attemptedAt, moment: moment, request: request, state: state,
      clusterId: clusterId)
  }
}

/// What is wrong with an entry.
struct IntentError: Error {
  let what: String
}

extension Node {
  fileprivate var isNull: Bool { if case .null = value { true } else { false } }
}

extension Digest {
  /// Whether a text is a digest as `description` writes one.
  fileprivate static func isDescription(_ text: String) -> Bool {
    let prefix = "sha256:"
    return text.hasPrefix(prefix) && text.utf8.count == prefix.utf8.count + 64
      && text.utf8.dropFirst(prefix.utf8.count).allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
      }
  }
}
