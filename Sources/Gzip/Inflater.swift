import CZlib

/// Decompresses gzip (RFC 1952) piece by piece. Several members in a row form one file.
package final class Inflater {
  /// What is wrong with compressed bytes.
  package enum Failure: Error, Equatable {
    /// They end within a member.
    case truncated
    /// They are damaged, or followed by something that is not gzip.
    case damaged
  }

  /// Whether bytes start like a gzip file.
  package static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// zlib keeps a pointer to it.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let isInitialized: Bool
  /// Whether the bytes so far end with a whole member.
  private var isBetweenMembers = false

  /// Creates the state of one file.
  package init() {
    stream.initialize(to: z_stream())
    isInitialized = tollgate_inflate_gzip(stream) == Z_OK
  }

  deinit {
    if isInitialized { inflateEnd(stream) }
    stream.deallocate()
  }

  /// Decompresses as much of `input` as fits into `output`.
  /// - Returns: How many bytes were used and made. It may make none of some input, for instance of a header.
  /// - Throws: `Failure.damaged`.
  package func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(Failure) -> (used: Int, made: Int) {
    guard isInitialized else { throw .damaged }
    // zlib counts in 32 bits.
    let (offered, room) = (min(input.count, 1 << 30), min(output.count, 1 << 30))
    if isBetweenMembers {
      guard offered > 0 else { return (0, 0) }
      guard inflateReset(stream) == Z_OK else { throw .damaged }
      isBetweenMembers = false
    }
    // zlib does not write to its input; only the type lacks `const`.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(offered)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let status = CZlib.inflate(stream, Z_NO_FLUSH)
    switch status {
    case Z_STREAM_END: isBetweenMembers = true
    case Z_OK, Z_BUF_ERROR: break
    default: throw .damaged
    }
    return (offered - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out))
  }

  /// Ends the file.
  /// - Throws: `Failure.truncated` if it ends within a member.
  package func finish() throws(Failure) {
    guard isBetweenMembers else { throw .truncated }
  }
}
