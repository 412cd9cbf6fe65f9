import Documents
import Findings
import Platform
import Program

/// A file that a command changes, as a whole or not at all.
enum RewrittenFile {
  /// Writes a new version of a file in the place of the old one.
  /// - Returns: Whether anything was written; another path may have led to the same file.
  /// - Throws: `Failure` if the file changed meanwhile, and what writing throws.
  static func write(_ new: SourceFile, over old: SourceFile) throws -> Bool {
    let path = old.name
    let bytes = try FileReading.bytes(of: path, limit: DocumentLimits.standard.bytes + 3)
    let mark: [UInt8] = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : []
    if bytes == mark + new.bytes { return false }
    guard bytes == mark + old.bytes else {
      throw Failure(
        "`\(printable(path))` changed meanwhile; it was left as it is", help: "run the same command again")
    }
    let output = try OutputFile(rewriting: path)
    do { try output.write(bytes: mark + new.bytes) } catch {
      output.abandon()
      throw error
    }
    try output.finish()
    return true
  }
}
