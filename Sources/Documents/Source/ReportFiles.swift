import Glibc
import Synchronization

/// The files that exist already and that this run's reports are to be written to. Reading one of them is refused, so that
/// no input is lost whatever it was read for: requests, policies, the configuration, a catalog, a trace.
public enum ReportFiles {
  private static let identities = Mutex<Set<FileIdentity>>([])

  /// Notes a file before anything is read. A path that leads to nothing, to a terminal, a pipe or a device is no matter.
  public static func add(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    let identity = FileIdentity(status)
    identities.withLock { _ = $0.insert(identity) }
  }

  static func contain(_ identity: FileIdentity) -> Bool { identities.withLock { $0.contains(identity) } }
}
