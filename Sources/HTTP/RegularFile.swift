import Glibc
public import Platform

/// Reads regular files only: reading a pipe without a writer, a terminal or a device would block forever.
public enum RegularFile {
  /// The content of a regular file.
  /// - Throws: `FileError` if it is not a regular file, cannot be read, or has more than `limit` bytes.
  public static func bytes(of path: String, limit: Int) throws(FileError) -> [UInt8] {
    let (descriptor, _) = try open(path)
    defer { close(descriptor) }
    return try bytes(from: descriptor, path: path, limit: limit)
  }

  /// The content of a regular file and its mode, which shows whether group or others may read or change it.
  public static func bytesAndMode(of path: String, limit: Int) throws(FileError) -> (bytes: [UInt8], mode: UInt32) {
    let (descriptor, mode) = try open(path)
    defer { close(descriptor) }
    return (try bytes(from: descriptor, path: path, limit: limit), mode)
  }

  private static func open(_ path: String) throws(FileError) -> (descriptor: CInt, mode: UInt32) {
    // Opening a pipe or terminal does not block, and a terminal does not become the controlling one.
    let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else {
      // The error for opening a socket.
      if errno == ENXIO { throw .notRegular(path: path) }
      throw .unreadable(path: path, reason: SystemError.last)
    }
    var status = stat()
    let failure: FileError? =
      if fstat(descriptor, &status) != 0 { .unreadable(path: path, reason: SystemError.last) } else {
        switch status.st_mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: .isDirectory(path: path)
        default: .notRegular(path: path)
        }
      }
    if let failure {
      close(descriptor)
      throw failure
    }
    return (descriptor, status.st_mode & 0o7777)
  }

  private static func bytes(from descriptor: CInt, path: String, limit: Int) throws(FileError) -> [UInt8] {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(limit + 1, 65_536))
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path: path, reason: SystemError.last) }
      guard count > 0 else { return content }
      content += chunk[..<count]
      guard content.count <= limit else { throw .tooLarge(path: path, limit: limit) }
    }
  }
}
