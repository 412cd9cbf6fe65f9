import CZlib

/// Reads gzip (RFC 1952): several members in a row are one file.
enum Gzip {
  /// What is wrong with compressed bytes.
  enum Failure: Error, Equatable {
    /// They end within a member.
    case truncated
    /// They are damaged, or something that is not gzip follows.
    case damaged
    /// They hold more than is allowed.
    case tooLarge
  }

  /// Whether bytes begin like gzip.
  static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B }

  /// The bytes that were compressed.
  static func decompress(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard tollgate_inflate_gzip(&stream) == Z_OK else { throw .damaged }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var consumed = 0
    while true {
      // zlib counts in 32 bits.
      let offered = min(bytes.count - consumed, 1 << 30)
      let (status, used, made) = inflateStep(&stream, bytes, consumed, offered, &chunk)
      consumed += used
      guard made <= limit - output.count else { throw .tooLarge }
      output += chunk[..<made]
      switch status {
      case Z_STREAM_END:
        if consumed == bytes.count { return output }
        guard inflateReset(&stream) == Z_OK else { throw .damaged }
      case Z_OK where used > 0 || made > 0: continue
      case Z_OK, Z_BUF_ERROR: throw .truncated
      default: throw .damaged
      }
    }
  }

  private static func inflateStep(
    _ stream: inout z_stream, _ bytes: [UInt8], _ from: Int, _ count: Int, _ chunk: inout [UInt8]
  ) -> (status: CInt, used: Int, made: Int) {
    bytes.withUnsafeBufferPointer { input in
      chunk.withUnsafeMutableBufferPointer { output in
        // zlib does not write to its input; its type merely lacks the const.
        stream.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + from) }
        stream.avail_in = UInt32(count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let status = inflate(&stream, Z_NO_FLUSH)
        return (status, count - Int(stream.avail_in), output.count - Int(stream.avail_out))
      }
    }
  }
}
