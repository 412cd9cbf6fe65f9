import Glibc

/// Why a file or folder could not be read.
public enum FileError: Error, Sendable, Equatable {
  /// The operating system refused; `reason` is its message.
  case unreadable(path: String, reason: String)
  /// The path is a symbolic link whose target does not exist.
  case danglingLink(path: String)
  /// The path is a folder where a file was expected.
  case isDirectory(path: String)
  /// The path is a device, a socket or, in a folder, a pipe.
  case notRegular(path: String)
  /// The file has more bytes than the limit.
  case tooLarge(path: String, limit: Int)
  /// A folder contains a name that is not UTF-8; `path` shows it with the invalid bytes replaced.
  case nameNotUTF8(path: String)
  /// A report is to be written to this file, which would overwrite it.
  case isOutput(path: String)
  /// The file cannot be written; `reason` is the system's message.
  case unwritable(path: String, reason: String)

  /// The file or folder.
  package var path: String {
    switch self {
    case .unreadable(let path, _), .danglingLink(let path), .isDirectory(let path), .notRegular(let path),
      .tooLarge(let path, _), .nameNotUTF8(let path), .isOutput(let path), .unwritable(let path, _):
      path
    }
  }

  /// Whether the file is one that this run writes a report to.
  package var isOfReport: Bool { if case .isOutput = self { true } else { false } }

  /// Why the last call on this thread failed to access a path.
  package static func last(at path: String) -> FileError {
    let number = errno
    var status = stat()
    if number == ENOENT, lstat(path, &status) == 0 { return .danglingLink(path: path) }
    return .unreadable(path: path, reason: SystemError.message(number))
  }

  /// Why the last call on this thread failed to write a file.
  package static func lastUnwritable(_ path: String) -> FileError { .unwritable(path: path, reason: SystemError.last) }
}

/// Reads files and folders with limits. It uses only POSIX calls: the program starts twice as fast without Foundation.
public enum FileReading {
  /// The content of a regular file or pipe.
  /// - Parameter allowingReport: Whether the file may be one that this run writes a report to.
  /// - Parameter allowingPipe: Whether the file may be a pipe, which may block.
  /// - Throws: `FileError` if it cannot be read or has more than `limit` bytes.
  public static func bytes(
    of path: String, limit: Int, allowingReport: Bool = false, allowingPipe: Bool = true
  ) throws(FileError) -> [UInt8] {
    let (descriptor, size) = try opened(path, allowingReport: allowingReport, allowingPipe: allowingPipe)
    defer { close(descriptor) }
    return try bytes(from: descriptor, path: path, expected: size, limit: limit)
  }

  /// Opens a regular file or pipe for reading, and returns its size in bytes as reported by the system.
  private static func opened(
    _ path: String, allowingReport: Bool = false, allowingPipe: Bool = true
  ) throws(FileError) -> (descriptor: CInt, size: Int) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | (allowingPipe ? 0 : O_NONBLOCK))
    guard descriptor >= 0 else { throw .last(at: path) }
    var status = stat()
    var failure: FileError?
    if fstat(descriptor, &status) != 0 {
      failure = .unreadable(path: path, reason: SystemError.last)
    } else if !allowingReport, ReportFiles.refuse(FileIdentity(status)) {
      failure = .isOutput(path: path)
    } else {
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFIFO where allowingPipe: break
      case S_IFDIR: failure = .isDirectory(path: path)
      default: failure = .notRegular(path: path)
      }
    }
    if let failure {
      close(descriptor)
      throw failure
    }
    return (descriptor, Int(status.st_size))
  }

  /// Passes the content of a regular file or pipe to `body` in chunks.
  /// - Throws: `FileError` if it cannot be read, and whatever `body` throws.
  package static func forEachChunk(
    of path: String, size: Int, _ body: ([UInt8]) throws(FileError) -> Void
  ) throws(FileError) {
    let (descriptor, _) = try opened(path)
    defer { close(descriptor) }
    while true {
      let chunk = try chunk(from: descriptor, path: path, room: size)
      if chunk.isEmpty { return }
      try body(chunk)
    }
  }

  /// The content of standard input.
  /// - Throws: `FileError` if it cannot be read or has more than `limit` bytes.
  public static func standardInput(limit: Int) throws(FileError) -> [UInt8] {
    try bytes(from: STDIN_FILENO, path: "<stdin>", expected: 0, limit: limit)
  }

  /// Whether a path exists, including as a dangling link.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR)
  }

  /// The kind of file at a path, following links.
  public static func kind(of path: String) throws(FileError) -> FileKind {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .last(at: path) }
    return switch status.st_mode & S_IFMT {
    case S_IFDIR: .directory
    case S_IFREG: .file
    default: .stream
    }
  }

  /// The names in a folder, sorted by their bytes, without `.` and `..`.
  /// - Throws: `FileError` if the folder cannot be read.
  public static func names(in path: String) throws(FileError) -> [EntryName] {
    guard let directory = opendir(path) else { throw .last(at: path) }
    defer { closedir(directory) }
    var names: [EntryName] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else {
        guard errno == 0 else { throw .unreadable(path: path, reason: SystemError.last) }
        return names.sorted { $0.shown.utf8.lexicographicallyPrecedes($1.shown.utf8) }
      }
      // `d_name` is a C string inside the entry, at the address of the tuple that Swift imports it as.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name -> EntryName in
          String(validatingCString: name).map { .text($0) } ?? .notUTF8(shown: String(cString: name))
        }
      }
      if name.shown != ".", name.shown != ".." { names.append(name) }
    }
  }

  /// The absolute path of the working directory; `.` if it is unknown.
  public static func workingDirectory() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  private static func bytes(
    from descriptor: CInt, path: String, expected: Int, limit: Int
  ) throws(FileError) -> [UInt8] {
    var content: [UInt8] = []
    // One byte more than expected, so that the first read also detects the end of the file.
    var room = min(max(expected + 1, 65_536), limit + 1)
    while true {
      let chunk = try chunk(from: descriptor, path: path, room: room)
      if content.isEmpty { content = chunk } else { content += chunk }
      guard content.count <= limit else { throw .tooLarge(path: path, limit: limit) }
      if chunk.isEmpty || (expected > 0 && content.count == expected && chunk.count < room) { return content }
      room = min(1_048_576, limit + 1 - content.count)
    }
  }

  /// The result of one `read` call; empty at the end.
  private static func chunk(from descriptor: CInt, path: String, room: Int) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      var result = read(descriptor, buffer.baseAddress, room)
      while result < 0, errno == EINTR { result = read(descriptor, buffer.baseAddress, room) }
      if result < 0 { failure = .unreadable(path: path, reason: SystemError.last) }
      count = max(0, result)
    }
    if let failure { throw failure }
    return chunk
  }
}

/// The name of an entry of a folder.
public enum EntryName: Sendable {
  /// A valid name.
  case text(String)
  /// A name that is not UTF-8, with the invalid bytes replaced.
  case notUTF8(shown: String)

  /// The name as it is shown.
  public var shown: String {
    switch self {
    case .text(let name), .notUTF8(let name): name
    }
  }
}

/// The kind of file at a path.
public enum FileKind: Sendable {
  /// A regular file.
  case file
  /// A folder.
  case directory
  /// A pipe or a device, which can be read only once and may never end.
  case stream
}
