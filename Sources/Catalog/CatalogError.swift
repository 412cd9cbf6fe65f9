import Findings

/// An error in a catalog's files.
public struct CatalogError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file's path.
  public let file: String
  /// The line number, from 1; nil if the error concerns the whole file.
  public let line: Int?
  /// What is wrong.
  public let message: String

  /// Creates an error in a file.
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
