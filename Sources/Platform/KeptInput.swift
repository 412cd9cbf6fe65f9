/// An input that can be read once only, such as a pipe, kept on disk so that it can be read again.
package final class KeptInput {
  private var spool: Spool?
  /// Whether what is read is kept.
  private var isKeeping = true
  /// How the first reading ended; nil before.
  private var end: Result<Void, FileError>?

  package init() {}

  /// Frees what was kept: nobody will read it again.
  package func forget() {
    spool = nil
    isKeeping = false
  }

  /// All bytes: those that `read` gives the first time, and what was kept of them later.
  /// - Throws: `FileError` if they cannot be read or kept, every time the same.
  package func bytes(_ read: () throws(FileError) -> [UInt8]) throws(FileError) -> [UInt8] {
    if let end {
      try end.get()
      guard let spool else { return [] }
      return try spool.bytes(0..<spool.count)
    }
    do throws(FileError) {
      let bytes = try read()
      try keep(bytes)
      end = .success(())
      return bytes
    } catch {
      end = .failure(error)
      throw error
    }
  }

  /// Passes all bytes of a file to `body` in chunks: as they are read the first time, and what was kept of them later.
  /// - Throws: `FileError` if they cannot be read or kept, every time the same, and what `body` throws.
  package func forEachChunk(
    of path: String, size: Int, _ body: ([UInt8]) throws(FileError) -> Void
  ) throws(FileError) {
    if let end {
      try spool?.forEachPiece(body)
      return try end.get()
    }
    do throws(FileError) {
      try FileReading.forEachChunk(of: path, size: size) { chunk throws(FileError) in
        try keep(chunk)
        try body(chunk)
      }
      end = .success(())
    } catch {
      end = .failure(error)
      throw error
    }
  }

  private func keep(_ bytes: [UInt8]) throws(FileError) {
    guard isKeeping else { return }
    if spool == nil { spool = try Spool() }
    try spool?.add(bytes)
  }
}

/// The inputs of a run that can be read once only, by their paths.
package final class KeptInputs {
  private var inputs: [String: KeptInput] = [:]
  private var isForgotten = false

  package init() {}

  /// The input of a path; nil once nothing is kept.
  package subscript(path: String) -> KeptInput? {
    guard !isForgotten else { return nil }
    if let input = inputs[path] { return input }
    let input = KeptInput()
    inputs[path] = input
    return input
  }

  /// Frees everything that was kept: nobody will read it again.
  package func forget() {
    isForgotten = true
    for input in inputs.values { input.forget() }
    inputs = [:]
  }
}
