import Findings
import HTTP
import Synchronization

/// The secrets that a client has seen: its own, those that it sends and those of every answer so far.
final class KnownSecrets: Sendable {
  private let known: Mutex<Redaction>

  /// A memory that begins with some secrets.
  init(_ secrets: [Secret]) { known = Mutex(Redaction().adding(secrets)) }

  /// What takes out all of them.
  var redaction: Redaction { known.withLock { $0 } }

  /// Takes up more of them.
  @discardableResult func learning(_ secrets: [Secret]) -> Redaction {
    known.withLock { redaction in
      if !secrets.isEmpty { redaction = redaction.adding(secrets) }
      return redaction
    }
  }
}
