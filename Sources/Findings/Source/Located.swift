/// A value with its place in a source.
public struct Located<Value> {
  /// The value.
  public let value: Value
  /// The place of the value.
  public let place: Place

  /// Creates a value at a place.
  public init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }

  /// Another value at the same place.
  public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Located<Other> {
    Located<Other>(try transform(value), at: place)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}

/// A place in a document: the file, the range in it, and the JSON Pointer of the node there.
public struct Place: Sendable, Hashable {
  /// The name of the source file.
  public let source: String
  /// The range in the file.
  public let range: SourceRange
  /// The node's address in its document (RFC 6901); the empty string is the whole document.
  public let pointer: JSONPointer
  /// The position of the value's first character, if the text contains the value verbatim, without escapes or folded
  /// lines. An index into the value is then an index into the text.
  package let textStart: SourcePosition?

  /// Creates a place from a range of a file, at a node.
  public init(source: String, range: SourceRange, pointer: JSONPointer = .root) {
    self.init(source: source, range: range, pointer: pointer, textStart: nil)
  }

  package init(source: String, range: SourceRange, pointer: JSONPointer, textStart: SourcePosition?) {
    self.source = source
    self.range = range
    self.pointer = pointer
    self.textStart = textStart
  }

  /// The place of some code points, by index, of the string at this place. The whole place if the text has escapes or
  /// folded lines.
  public func narrowed(to indices: Range<Int>, of value: String) -> Place {
    let scalars = value.unicodeScalars
    guard let textStart, !indices.isEmpty, indices.upperBound <= scalars.count else { return self }
    let first = scalars.index(scalars.startIndex, offsetBy: indices.lowerBound)
    let last = scalars.index(first, offsetBy: indices.count)
    func position(_ index: String.Index, _ count: Int) -> SourcePosition {
      SourcePosition(
        offset: textStart.offset + value.utf8.distance(from: value.startIndex, to: index), line: textStart.line,
        column: textStart.column + count)
    }
    let range = SourceRange(start: position(first, indices.lowerBound), end: position(last, indices.upperBound))
    return Place(source: source, range: range, pointer: pointer)
  }
}
