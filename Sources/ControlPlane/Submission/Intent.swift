import Documents
import Findings
import HTTP
import Platform

/// The journal's record of the last request for a cluster.
struct Intent: Equatable {
  /// The state of the request.
  enum State: String {
    /// It was about to be sent. Whether it was sent, and its result, are unknown.
    case asked
    /// The control plane accepted it. No other request is ever sent, because it would create a second cluster.
    case taken
  }

  /// The cluster's name; nil in an entry of an older version that did not record it.
  let name: String?
  /// The time just before it was sent, in milliseconds since 1970. For display only, because the system clock can be
  /// set.
  let attemptedAt: Int
  /// The last time it was in progress, on a clock that cannot be set: just before it was sent, or when the wait for its
  /// response ended. Nil if the system has no such clock.
  var moment: BootMoment?
  /// The digest of the request, without its secret.
  let request: String
  /// The state of the request.
  var state: State
  /// The cluster's ID, once the control plane has returned it. It is used only if the cluster has the name.
  var clusterId: String?
}

extension Intent {
  /// The last millisecond of the year 9999, the latest time that RFC 3339 can represent.
  static let lastMillisecond = 253_402_300_799_999

  /// The JSON of the entry for a user of a control plane.
  func json(endpoint: String, userId: String) -> String {
    JSONValue.object([
      ("attemptedAt", .integer(min(max(0, attemptedAt), Self.lastMillisecond))), ("boot", JSONValue(moment?.boot)),
      ("clusterId", JSONValue(clusterId)), ("controlPlane", .string(endpoint)), ("name", JSONValue(name)),
      ("request", .string(request)), ("sinceBoot", (moment?.milliseconds).map { .integer($0) } ?? .null),
      ("state", .string(state.rawValue)), ("user", .string(userId)),
    ]).canonical
  }

  /// Reads an entry. Every part must be valid for this name, user and control plane.
  /// - Throws: A description of what is wrong with it.
  init(_ bytes: [UInt8], name: String, endpoint: String, userId: String) throws(IntentError) {
    let file = DocumentReader.read(SourceFile(name: "entry.json", bytes: bytes))
    guard file.errors.isEmpty, let document = file.documents.first, document.findings.isEmpty,
      file.documents.count == 1
    else { throw IntentError(what: "it is not JSON") }
    let root = document.root
    for (key, expected) in [("name", name), ("controlPlane", endpoint), ("user", userId)] {
      // Entries of older versions have none of these.
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
    // An older version recorded no state, but recorded the ID of an accepted request.
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

/// A problem in an entry.
struct IntentError: Error {
  let what: String
}

extension Node {
  fileprivate var isNull: Bool { if case .null = value { true } else { false } }
}

extension Digest {
  /// Whether a text has the format of a digest's `description`.
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
