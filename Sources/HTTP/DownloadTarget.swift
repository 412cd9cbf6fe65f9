import Glibc
public import Platform
import Synchronization

/// The file that a download is written to, which may hold a part of it already.
public final class DownloadTarget: Sendable {
  private let descriptor: CInt
  private let count: Atomic<Int>
  /// How many bytes the file had at the beginning.
  public let start: Int
  private let isBegun = Atomic(false)
  private let tagPath: String
  /// The most bytes that the file may have.
  private let limit: Int
  private let expected = Atomic(0)

  /// Opens the file, and creates it if there is none.
  /// - Parameter tagPath: A file for the version of the resource, written before the first byte, so that a download that is
  ///   broken off can be continued.
  /// - Parameter limit: The most bytes that the file may have.
  /// - Throws: `FileError` if it cannot be written.
  public init(_ path: String, tagPath: String, limit: Int) throws(FileError) {
    self.tagPath = tagPath
    self.limit = limit
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .lastUnwritable(path) }
    let end = Int(lseek(descriptor, 0, SEEK_END))
    start = max(0, end)
    count = Atomic(max(0, end))
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Whether anything of the body arrived.
  public var hasArrived: Bool { isBegun.load(ordering: .relaxed) }

  /// How many bytes the file will have; nil if the service does not say.
  public var expectedCount: Int? {
    let count = expected.load(ordering: .relaxed)
    return count > 0 ? count : nil
  }

  /// Notes how many bytes will arrive.
  func expect(_ count: Int) { expected.store(count, ordering: .relaxed) }

  /// How many bytes the file has.
  public var byteCount: Int { count.load(ordering: .relaxed) }

  /// Writes bytes of the body. The first of a whole answer replace what is there; a part continues it.
  /// - Parameters:
  ///   - rangeStart: Where a part begins; nil for a whole answer.
  ///   - entityTag: The version of the resource.
  /// - Returns: The error number; 0 for none.
  func take(_ bytes: UnsafeRawBufferPointer, rangeStart: Int?, entityTag: String?) -> CInt {
    if !isBegun.exchange(true, ordering: .relaxed) {
      if let rangeStart {
        // A part that begins elsewhere was not asked for.
        guard rangeStart == start else { return EPROTO }
      } else {
        unlink(tagPath)
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { return errno }
        count.store(0, ordering: .relaxed)
        if let entityTag { EntityTagFile.write(entityTag, to: tagPath) }
      }
    }
    guard bytes.count <= limit - byteCount else { return EFBIG }
    guard FileWriting.write(bytes, to: descriptor) else { return errno }
    count.add(bytes.count, ordering: .relaxed)
    return 0
  }
}

/// A file that holds the version of a resource (RFC 9110, section 8.8.3).
public enum EntityTagFile {
  private static let limit = 1_024

  /// The version; nil if it is missing or cannot be sent.
  public static func read(_ path: String) -> String? {
    guard let bytes = try? FileReading.bytes(of: path, limit: limit) else { return nil }
    let tag = String(decoding: bytes, as: UTF8.self)
    // A weak one does not say that the bytes are the same.
    return tag.hasPrefix("\"") && tag.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) ? tag : nil
  }

  /// Writes a version. If that fails, the resource is fetched again the next time.
  public static func write(_ tag: String, to path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    _ = FileWriting.write(tag, to: descriptor)
    close(descriptor)
  }
}
