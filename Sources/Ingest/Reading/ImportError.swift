import Findings

/// Why a file cannot be imported.
public struct ImportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A place in a file.
  public enum Place: Sendable, Equatable {
    /// The number of a line, from 1.
    case line(Int)
    /// The number of bytes before it.
    case byte(Int)
  }

  /// The file's path.
  public let file: String
  /// Where; nil if the error concerns the whole file.
  public let place: Place?
  /// What is wrong.
  public let message: String

  /// Creates an error in a file.
  init(file: String, at place: Place? = nil, _ message: String) {
    self.file = file
    self.place = place
    self.message = message
  }

  /// `file:line: message`, or `file: byte 17: message`.
  public var description: String {
    switch place {
    case .line(let line): "\(printable(file)):\(line): \(printable(message))"
    case .byte(let offset): "\(printable(file)): byte \(offset): \(printable(message))"
    case nil: "\(printable(file)): \(printable(message))"
    }
  }
}
