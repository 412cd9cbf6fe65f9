/// The contents of the file that the companion returns when `tollgate` asks it to build an index: the index, or an
/// error.
package enum IndexExchange {
  /// The file descriptor through which the companion receives the file.
  package static let descriptor: CInt = 3

  private static let magic = Array("TGERROR\n".utf8)

  /// Encodes an error.
  package static func bytes(of error: CatalogError) -> [UInt8] {
    var block = IndexBlockWriter()
    block.add(error.file)
    block.add(Int64(error.line ?? 0))
    block.add(error.message)
    return magic + block.bytes
  }

  /// Decodes the error in a file; nil if it holds an index.
  package static func error(in source: borrowing IndexSource) -> CatalogError? {
    guard let start = try? source.bytes(at: 0, count: magic.count), start == magic,
      let bytes = try? source.bytes(at: magic.count, count: source.length - magic.count)
    else { return nil }
    var fields = IndexCursor(IndexBlock(bytes))
    let (file, line, message) = (fields.text(), Int(fields.number(Int64.self)), fields.text())
    return CatalogError(file: file, line: line == 0 ? nil : line, message: message)
  }
}
