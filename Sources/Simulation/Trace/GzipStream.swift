import Gzip

/// Reads a gzip file that is in memory, in chunks.
final class GzipStream {
  private let bytes: [UInt8]
  private var consumed = 0
  private let inflater = Inflater()

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Decompresses at most `count` bytes and appends them; appends none at the end.
  func read(_ count: Int, into output: inout [UInt8]) throws(Inflater.Failure) {
    while true {
      let chunk = try step(count)
      output += chunk
      if !chunk.isEmpty { return }
      // A header or an empty member makes none.
      if consumed == bytes.count { return try inflater.finish() }
    }
  }

  private func step(_ count: Int) throws(Inflater.Failure) -> [UInt8] {
    var failure: Inflater.Failure?
    let chunk = [UInt8](unsafeUninitializedCapacity: count) { buffer, made in
      bytes.withUnsafeBytes { input in
        do throws(Inflater.Failure) {
          let used: Int
          (used, made) = try inflater.inflate(
            UnsafeRawBufferPointer(rebasing: input[consumed...]), into: UnsafeMutableRawBufferPointer(buffer))
          consumed += used
        } catch { failure = error }
      }
    }
    if let failure { throw failure }
    return chunk
  }
}
