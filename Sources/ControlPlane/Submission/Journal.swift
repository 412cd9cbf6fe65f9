import Findings
import Glibc
import HTTP
public import Platform

/// The record of sent requests: one small file per control plane, user and cluster name, written before a request is
/// sent. If a run is killed, the next one continues from there.
public struct Journal: Sendable {
  /// The folder.
  public let directory: String

  /// Creates a journal in a folder, which is created when needed.
  public init(directory: String) { self.directory = directory }

  /// The user's journal: `$XDG_STATE_HOME/tollgate/submissions`, otherwise `~/.local/state/tollgate/submissions` (XDG
  /// Base Directory Specification 0.8).
  /// - Throws: `JournalError.noHome` if neither variable is set.
  public static func standard(
    environment: (_ variable: String) -> String? = ProcessEnvironment.variable
  ) throws(JournalError) -> Journal {
    // The specification requires relative paths to be ignored.
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return Journal(directory: state + "/tollgate/submissions")
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { throw .noHome }
    return Journal(directory: home + "/.local/state/tollgate/submissions")
  }

  /// Whether the journal can be written, without writing anything.
  /// - Throws: `JournalError` if the folder, or the nearest one above it that exists, cannot be written to.
  public func check() throws(JournalError) {
    var path = directory
    var status = stat()
    while stat(path, &status) != 0 {
      guard errno == ENOENT, path != "/", let slash = path.lastIndex(of: "/") else {
        throw .failed(path: path, reason: SystemError.last)
      }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    guard access(path, W_OK | X_OK) == 0 else { throw .failed(path: path, reason: SystemError.last) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw .failed(path: path, reason: SystemError.message(ENOTDIR))
    }
  }

  /// The entry for a cluster name, locked against other runs on this machine until it is released; nil if another run
  /// holds the lock.
  func open(name: String, endpoint: HTTPEndpoint, userId: String) throws(JournalError) -> JournalEntry? {
    try makeDirectory()
    let key = Key(endpoint: endpoint.description, userId: userId, name: name)
    return try JournalEntry(directory: directory, key: key)
  }

  /// The key of an entry.
  struct Key {
    /// The control plane's address.
    let endpoint: String
    /// The user's ID.
    let userId: String
    /// The cluster's name.
    let name: String

    /// The name of its files without the extension.
    var fileName: String { Digest(sha256: "\(endpoint)\n\(userId)\n\(name)".utf8).hexadecimal }
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

/// Why the journal cannot be used. Without it, nothing is sent.
public enum JournalError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no home folder for it.
  case noHome
  /// The operating system refused.
  case failed(path: String, reason: String)
  /// The entry or its lock is not a readable file.
  case unusable(FileError)
  /// The content of the entry is not what was written.
  case damaged(path: String, what: String)

  /// The message shown to people.
  public var description: String {
    switch self {
    case .noHome:
      "there is no place for the journal of submissions: neither XDG_STATE_HOME nor HOME is an absolute path"
    case .failed(let path, let reason): "the journal of submissions cannot be used: `\(printable(path))`: \(reason)"
    case .unusable(let error): "the journal of submissions cannot be used: \(error)"
    case .damaged(let path, let what): "the journal's entry `\(printable(path))` is damaged: \(what)"
    }
  }

  /// What to do.
  public var help: String {
    switch self {
    case .noHome, .failed: "set XDG_STATE_HOME to a folder that can be written"
    case .unusable, .damaged: "look with `tollgate list clusters` whether the cluster is there, then remove the file"
    }
  }
}
