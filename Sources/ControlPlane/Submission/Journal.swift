import Documents
import Glibc
import HTTP

/// The memory of what was sent: one small file for each control plane, user and cluster name, written before a request
/// leaves. A run that was killed is continued by the next one from there.
public struct Journal: Sendable {
  /// The folder.
  public let directory: String

  /// A journal in a folder, which is made when it is needed.
  public init(directory: String) { self.directory = directory }

  /// The user's journal: `$XDG_STATE_HOME/tollgate/submissions`, else `~/.local/state/tollgate/submissions` (XDG Base
  /// Directory Specification 0.8).
  /// - Throws: `JournalError.noHome` when neither variable is set.
  public static func standard(
    environment: (_ variable: String) -> String? = ProcessEnvironment.variable
  ) throws(JournalError) -> Journal {
    // The specification wants relative paths to be ignored.
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return Journal(directory: state + "/tollgate/submissions")
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { throw .noHome }
    return Journal(directory: home + "/.local/state/tollgate/submissions")
  }

  /// The entry for a cluster's name, locked against other runs on this machine until it is released; nil if another run
  /// holds it.
  func open(name: String, endpoint: HTTPEndpoint, userId: String) throws(JournalError) -> JournalEntry? {
    try makeDirectory()
    let key = Digest(sha256: "\(endpoint)\n\(userId)\n\(name)".utf8).hexadecimal
    return try JournalEntry(directory: directory, key: key)
  }

  private func makeDirectory() throws(JournalError) {
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) != 0, errno != EEXIST, errno != EISDIR {
        throw .failed(path: path, reason: SystemError.last)
      }
    }
  }
}

/// What is known of an attempt to create a cluster.
struct Intent: Equatable {
  /// When the request was about to be sent, in milliseconds since 1970.
  let attemptedAt: Int
  /// The digest of the request, without its secret.
  let request: String
  /// The cluster's id, once the control plane has told it.
  var clusterId: String?
}

/// A locked entry of the journal.
///
/// The lock is the kernel's (`flock`), so that it ends with the process however that ends. The entry's file is replaced by
/// renaming, so that it is whole at any moment, and synchronised to the disk together with its folder.
final class JournalEntry {
  private let directory: String
  private let path: String
  private let lock: CInt

  init?(directory: String, key: String) throws(JournalError) {
    self.directory = directory
    path = "\(directory)/\(key).json"
    let lockPath = "\(directory)/\(key).lock"
    lock = Glibc.open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw .failed(path: lockPath, reason: SystemError.last) }
    var result = flock(lock, LOCK_EX | LOCK_NB)
    while result != 0, errno == EINTR { result = flock(lock, LOCK_EX | LOCK_NB) }
    guard result == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let reason = SystemError.last
      close(lock)
      if isHeld { return nil }
      throw .failed(path: lockPath, reason: reason)
    }
  }

  deinit { close(lock) }

  /// What the journal remembers; nil for nothing.
  func intent() throws(JournalError) -> Intent? {
    guard access(path, F_OK) == 0 else { return nil }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try FileReading.bytes(of: path, limit: 65_536) } catch {
      throw .failed(path: path, reason: "\(error)")
    }
    let file = DocumentReader.read(SourceFile(name: path, bytes: bytes))
    guard file.errors.isEmpty, let root = file.documents.first?.root,
      case .integer(let attemptedAt)? = root["attemptedAt"]?.value, let request = root["request"]?.text,
      attemptedAt >= 0
    else { throw .damaged(path: path) }
    return Intent(attemptedAt: attemptedAt, request: request, clusterId: root["clusterId"]?.text)
  }

  /// Writes what is to be remembered; it is on the disk when this returns.
  func write(_ intent: Intent) throws(JournalError) {
    let text = JSONValue.object([
      ("attemptedAt", .integer(intent.attemptedAt)), ("request", .string(intent.request)),
      ("clusterId", JSONValue(intent.clusterId)),
    ]).canonical
    let temporary = path + ".new"
    let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .failed(path: temporary, reason: SystemError.last) }
    let isWritten = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) == $0.count }
    guard isWritten, fsync(descriptor) == 0 else {
      let reason = SystemError.last
      close(descriptor)
      throw .failed(path: temporary, reason: reason)
    }
    close(descriptor)
    guard rename(temporary, path) == 0 else { throw .failed(path: path, reason: SystemError.last) }
    try synchronizeDirectory()
  }

  /// Forgets the entry.
  func clear() throws(JournalError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .failed(path: path, reason: SystemError.last) }
    try synchronizeDirectory()
  }

  private func synchronizeDirectory() throws(JournalError) {
    let descriptor = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failed(path: directory, reason: SystemError.last) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .failed(path: directory, reason: SystemError.last) }
  }
}

/// Why the journal cannot be used; nothing is sent without it.
public enum JournalError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no home folder to keep it in.
  case noHome
  /// The operating system refused.
  case failed(path: String, reason: String)
  /// The entry is not what was written.
  case damaged(path: String)

  /// The message for people.
  public var description: String {
    switch self {
    case .noHome:
      "there is no place for the journal of submissions: neither XDG_STATE_HOME nor HOME is an absolute path"
    case .failed(let path, let reason): "the journal of submissions cannot be used: `\(printable(path))`: \(reason)"
    case .damaged(let path): "the journal's entry `\(printable(path))` is damaged"
    }
  }

  /// What to do.
  public var help: String {
    switch self {
    case .noHome, .failed: "set XDG_STATE_HOME to a folder that can be written"
    case .damaged: "look with `tollgate list clusters` whether the cluster is there, then remove the file"
    }
  }
}
