import Glibc
import Platform

/// Replaces files atomically: readers see either the old content or the new, even if the writer is killed.
package enum ReplacedFile {
  /// The maximum wait for another writer of the same file, in tenths of a second.
  private static let patience = 100

  /// Writes a file. The bytes go to a temporary file beside it, which only one process at a time may write. The next
  /// process reuses what a killed one left there.
  /// - Parameter mode: The permissions; nil keeps those of the old file.
  /// - Throws: `FileError.unwritable`.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t? = nil) throws(FileError) {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let temporary = String(path[..<name]) + "." + path[name...] + ".new"
    let descriptor = try locked(temporary)
    defer { close(descriptor) }
    var old = stat()
    let isThere = lstat(path, &old) == 0 && old.st_mode & S_IFMT == S_IFREG
    let mode = mode ?? (isThere ? old.st_mode & 0o777 : 0o644)
    guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, mode) == 0 else { throw .lastUnwritable(temporary) }
    guard FileWriting.write(bytes, to: descriptor) else {
      let error = FileError.lastUnwritable(temporary)
      unlink(temporary)
      throw error
    }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      let error = FileError.lastUnwritable(path)
      unlink(temporary)
      throw error
    }
  }

  /// Opens and locks the file. If another process has moved it into place meanwhile, a new file is opened.
  private static func locked(_ path: String) throws(FileError) -> CInt {
    var attempt = 0
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
      guard descriptor >= 0 else { throw .lastUnwritable(path) }
      var (opened, there) = (stat(), stat())
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        guard fstat(descriptor, &opened) == 0, opened.st_mode & S_IFMT == S_IFREG, opened.st_nlink <= 1,
          opened.st_uid == geteuid()
        else {
          close(descriptor)
          throw .unwritable(path: path, reason: "the file is not one that this program left there; remove it")
        }
        if lstat(path, &there) == 0, there.st_ino == opened.st_ino, there.st_dev == opened.st_dev { return descriptor }
        close(descriptor)
        continue
      }
      let error = FileError.lastUnwritable(path)
      close(descriptor)
      guard attempt < patience else { throw error }
      attempt += 1
      usleep(100_000)
    }
  }
}
