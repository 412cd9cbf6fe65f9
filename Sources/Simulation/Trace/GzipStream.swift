import CZlib

/// Reads gzip (RFC 1952) in chunks. Several members in a row form one file.
final class GzipStream {
  /// What is wrong with compressed bytes.
  enum Failure: Error, Equatable {
    /// They end within a member.
    case truncated
    /// They are damaged, or followed by something that is not gzip.
    case damaged
  }

  /// Whether the bytes start like a gzip file.
  static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B }

  private let bytes: [UInt8]
  private var consumed = 0
  private var stream = z_stream()
  private let isInitialized: Bool
  private var isDone = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    isInitialized = tollgate_inflate_gzip(&stream) == Z_OK
  }

  deinit {
    if isInitialized { inflateEnd(&stream) }
  }

  /// Decompresses at most `count` bytes and appends them; appends none at the end.
  func read(_ count: Int, into output: inout [UInt8]) throws(Failure) {
    guard isInitialized else { throw .damaged }
    while !isDone {
      let (status, used, chunk) = step(count)
      consumed += used
      output += chunk
      switch status {
      case Z_STREAM_END:
        isDone = consumed == bytes.count
        if !isDone { guard inflateReset(&stream) == Z_OK else { throw .damaged } }
      case Z_OK where used > 0 || !chunk.isEmpty: break
      case Z_OK, Z_BUF_ERROR: throw .truncated
      default: throw .damaged
      }
      // A member may be empty.
      if !chunk.isEmpty { return }
    }
  }

  private func step(_ count: Int) -> (status: CInt, used: Int, made: [UInt8]) {
    // zlib counts in 32 bits.
    let offered = min(bytes.count - consumed, 1 << 30)
    var status = Z_OK
    let made = [UInt8](unsafeUninitializedCapacity: count) { output, made in
      bytes.withUnsafeBufferPointer { input in
        // zlib does not write to its input; only the type lacks `const`.
        stream.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + consumed) }
        stream.avail_in = UInt32(offered)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        status = inflate(&stream, Z_NO_FLUSH)
        made = output.count - Int(stream.avail_out)
      }
    }
    return (status, offered - Int(stream.avail_in), made)
  }
}
