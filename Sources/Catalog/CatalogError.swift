import Findings

/// What is wrong with a catalog's files.
public struct CatalogError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file's path.
  public let file: String
  /// The line in it, from 1; nil where the file as a whole is meant.
  public let line: Int?
  /// What is wrong.
  public let message: String

  /// An error in a file.
  package init(file: String, line: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `file:line: message`.
  public var description: String {
    let place = line.map { "\(printable(file)):\($0)" } ?? printable(file)
    return "\(place): \(printable(message))"
  }
}
