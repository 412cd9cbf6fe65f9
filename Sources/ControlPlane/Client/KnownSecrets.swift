import Findings
import HTTP
import Synchronization

/// The secrets that a client has seen: its own, those that it sends, and those in all responses so far.
final class KnownSecrets: Sendable {
  private let known: Mutex<Redaction>

  /// Creates a collection with some secrets.
  init(_ secrets: [Secret]) { known = Mutex(Redaction().adding(secrets)) }

  /// A redaction that removes all of them.
  var redaction: Redaction { known.withLock { $0 } }

  /// Adds secrets.
  @discardableResult func learning(_ secrets: [Secret]) -> Redaction {
    known.withLock { redaction in
      if !secrets.isEmpty { redaction = redaction.adding(secrets) }
      return redaction
    }
  }
}
