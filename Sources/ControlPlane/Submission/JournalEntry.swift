import Glibc
import HTTP
import Platform

/// A locked entry of the journal.
///
/// The lock is held by the kernel (`flock`), so it ends with the process, however that ends. The entry's file is
/// replaced by renaming, so it is complete at any time, and synchronized to disk together with its folder.
final class JournalEntry {
  /// The path of the entry's file, which exists if something is recorded.
  let path: String

  private let directory: String
  private let key: Journal.Key
  private let lock: CInt

  /// Opens the entry for a key in a folder; nil if another run holds the lock.
  init?(directory: String, key: Journal.Key) throws(JournalError) {
    self.directory = directory
    self.key = key
    path = "\(directory)/\(key.fileName).json"
    let lockPath = "\(directory)/\(key.fileName).lock"
    let lock = try Self.open(lockPath, O_RDWR | O_CREAT)
    var result = flock(lock, LOCK_EX | LOCK_NB)
    while result != 0, errno == EINTR { result = flock(lock, LOCK_EX | LOCK_NB) }
    guard result == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let reason = SystemError.last
      close(lock)
      if isHeld { return nil }
      throw .failed(path: lockPath, reason: reason)
    }
    // Last, since `deinit` runs once every property has a value, and closing twice closes a file of another thread.
    self.lock = lock
  }

  deinit { close(lock) }

  /// The recorded intent; nil if there is none.
  func intent() throws(JournalError) -> Intent? {
    // A dangling link also counts as an entry.
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .failed(path: path, reason: SystemError.last) }
      return nil
    }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try RegularFile.bytes(of: path, limit: 65_536) } catch {
      throw .unusable(error)
    }
    do throws(IntentError) {
      return try Intent(bytes, name: key.name, endpoint: key.endpoint, userId: key.userId)
    } catch { throw .damaged(path: path, what: error.what) }
  }

  /// Writes an intent. It is on disk when this returns.
  func write(_ intent: Intent) throws(JournalError) {
    let temporary = path + ".new"
    let descriptor = try Self.open(temporary, O_WRONLY | O_CREAT | O_TRUNC)
    let text = intent.json(endpoint: key.endpoint, userId: key.userId)
    let isWritten = FileWriting.write(text, to: descriptor)
    guard isWritten, fsync(descriptor) == 0 else {
      let reason = SystemError.last
      close(descriptor)
      throw .failed(path: temporary, reason: reason)
    }
    close(descriptor)
    guard rename(temporary, path) == 0 else { throw .failed(path: path, reason: SystemError.last) }
    try synchronizeDirectory()
  }

  /// Removes the entry.
  func clear() throws(JournalError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .failed(path: path, reason: SystemError.last) }
    try synchronizeDirectory()
  }

  /// Opens a regular file. Links, and files whose opening could block, are rejected.
  private static func open(_ path: String, _ flags: CInt) throws(JournalError) -> CInt {
    let descriptor = Glibc.open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .failed(path: path, reason: SystemError.last) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unusable(.notRegular(path: path))
    }
    return descriptor
  }

  private func synchronizeDirectory() throws(JournalError) {
    let descriptor = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failed(path: directory, reason: SystemError.last) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .failed(path: directory, reason: SystemError.last) }
  }
}
