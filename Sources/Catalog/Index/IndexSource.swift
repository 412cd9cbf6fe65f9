import Glibc
import Platform

/// The bytes of an index, in memory or in an open file.
package struct IndexSource: ~Copyable {
  private enum Storage {
    case memory([UInt8])
    case file(CInt)
  }

  private let storage: Storage
  /// The size in bytes.
  let length: Int

  /// Creates an index in memory.
  package init(_ bytes: [UInt8]) {
    storage = .memory(bytes)
    length = bytes.count
  }

  /// Creates an index in an open file, which is closed with this value.
  package init(takingDescriptor descriptor: CInt) throws(IndexError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = SystemError.last
      close(descriptor)
      throw .unreadable(reason)
    }
    storage = .file(descriptor)
    length = Int(status.st_size)
  }

  deinit {
    if case .file(let descriptor) = storage { close(descriptor) }
  }

  /// Opens the index at a path.
  /// - Parameter owners: The users who may own the file. Nobody else may have write access to it.
  /// - Throws: `IndexError`.
  init(path: String, owners: Set<uid_t>) throws(IndexError) {
    // Symbolic links are not followed, and opening a pipe must not block.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: throw .missing
      case ELOOP: throw .isLink
      default: throw .unreadable(SystemError.last)
      }
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .damaged
    }
    guard owners.contains(status.st_uid), status.st_mode & 0o022 == 0 else {
      close(descriptor)
      throw .untrusted
    }
    storage = .file(descriptor)
    length = Int(status.st_size)
  }

  /// A copy of `count` bytes.
  /// - Throws: `IndexError.damaged` if there are fewer.
  func bytes(at start: Int, count: Int) throws(IndexError) -> [UInt8] {
    guard start >= 0, count >= 0, start <= length, count <= length - start else { throw .damaged }
    switch storage {
    case .memory(let bytes): return Array(bytes[start..<start + count])
    case .file(let descriptor):
      var failure: IndexError?
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count {
          let result = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(start + filled))
          if result < 0, errno == EINTR { continue }
          guard result > 0 else {
            failure = result == 0 ? .damaged : .unreadable(SystemError.last)
            return
          }
          filled += result
        }
      }
      if let failure { throw failure }
      return bytes
    }
  }
}
