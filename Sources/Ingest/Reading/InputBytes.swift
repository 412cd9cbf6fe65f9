import Findings
import Glibc
import Gzip
import Platform

/// The bytes of a file that is imported, decompressed if it is gzipped, in pieces.
///
/// Whatever the size of the file, two pieces are in memory.
final class InputBytes {
  /// The size of a piece in bytes.
  static let pieceSize = 262_144
  /// How many times larger than its gzip file a file may be, once it has `freeSize` bytes. The price lists of AWS shrink
  /// to between a tenth and a fiftieth.
  private static let expansionLimit = 250
  private static let freeSize = 64 * 1_048_576

  /// The path as the user wrote it.
  let path: String
  private let descriptor: CInt
  private let raw = UnsafeMutableRawBufferPointer.allocate(byteCount: InputBytes.pieceSize, alignment: 16)
  private var rawRange = 0..<0
  private var inflater: Inflater?
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: InputBytes.pieceSize, alignment: 16)
  private var isAtEnd = false
  private var rawCount = 0
  /// How many bytes of the file's content were handed out.
  private(set) var count = 0
  /// What is in memory from the beginning, and how much of it was read.
  private var memory: [UInt8] = []
  private var memoryCount = 0
  /// A piece that was looked at and not yet handed out.
  private var pending: UnsafeRawBufferPointer?

  /// Opens a regular file or a pipe.
  /// - Throws: `ImportError` if it cannot be read, or is damaged gzip.
  init(path: String) throws(ImportError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ImportError(file: path, "\(FileError.last(at: path))") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, [S_IFREG, S_IFIFO].contains(status.st_mode & S_IFMT) else {
      throw ImportError(file: path, "it is neither a file nor a pipe; name the files one by one")
    }
    try begin()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    raw.deallocate()
    output.deallocate()
  }

  /// Bytes that are in memory, such as a short answer.
  /// - Throws: `ImportError` if they are damaged gzip.
  init(_ bytes: [UInt8], named path: String) throws(ImportError) {
    self.path = path
    descriptor = -1
    memory = bytes
    try begin()
  }

  private func begin() throws(ImportError) {
    try fill()
    if Inflater.isGzip(UnsafeRawBufferPointer(rebasing: raw[rawRange])) { inflater = Inflater() }
    pending = try piece()
  }

  /// The first bytes, which `next` returns again.
  var start: UnsafeRawBufferPointer { pending ?? .empty }

  /// Begins again with the first byte.
  /// - Throws: `ImportError` if the file is a pipe or cannot be read any more.
  func rewind() throws(ImportError) {
    guard descriptor < 0 || lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw ImportError(file: path, "it must be read twice, which a pipe cannot; name a file")
    }
    (rawRange, isAtEnd, rawCount, count, memoryCount) = (0..<0, false, 0, 0, 0)
    if inflater != nil { inflater = Inflater() }
    pending = nil
  }

  /// The next piece, valid until the next call; empty at the end.
  /// - Throws: `ImportError` if the file cannot be read, or is damaged gzip.
  func next() throws(ImportError) -> UnsafeRawBufferPointer {
    let next = if let held = pending.take() { held } else { try piece() }
    count += next.count
    return next
  }

  private func piece() throws(ImportError) -> UnsafeRawBufferPointer {
    guard let inflater else {
      if rawRange.isEmpty { try fill() }
      defer { rawRange = 0..<0 }
      return UnsafeRawBufferPointer(rebasing: raw[rawRange])
    }
    var made = 0
    while made < output.count {
      if rawRange.isEmpty, !isAtEnd { try fill() }
      do throws(Inflater.Failure) {
        let step = try inflater.inflate(
          UnsafeRawBufferPointer(rebasing: raw[rawRange]),
          into: UnsafeMutableRawBufferPointer(rebasing: output[made...]))
        rawRange = rawRange.lowerBound + step.used..<rawRange.upperBound
        made += step.made
        if isAtEnd, rawRange.isEmpty, step.made == 0 {
          try inflater.finish()
          break
        }
      } catch {
        throw ImportError(
          file: path, error == .truncated ? "the gzip file ends too early" : "the gzip file is damaged")
      }
    }
    guard count + made <= Self.freeSize || (count + made) / Self.expansionLimit <= rawCount else {
      throw ImportError(
        file: path,
        "the gzip file grows to more than \(Self.expansionLimit) times its size, as no file of AWS does; decompress it "
          + "yourself if you trust it")
    }
    return UnsafeRawBufferPointer(rebasing: output[..<made])
  }

  private func fill() throws(ImportError) {
    guard descriptor >= 0 else {
      let part = memory[memoryCount...].prefix(raw.count)
      raw.copyBytes(from: part)
      rawRange = 0..<part.count
      rawCount += part.count
      isAtEnd = part.isEmpty
      memoryCount += part.count
      return
    }
    var result = read(descriptor, raw.baseAddress, raw.count)
    while result < 0, errno == EINTR { result = read(descriptor, raw.baseAddress, raw.count) }
    guard result >= 0 else { throw ImportError(file: path, SystemError.last) }
    isAtEnd = result == 0
    rawRange = 0..<result
    rawCount += result
  }
}
