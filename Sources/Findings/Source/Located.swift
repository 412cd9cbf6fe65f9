/// A value together with where it was written.
public struct Located<Value> {
  /// The value.
  public let value: Value
  /// Where it stands.
  public let place: Place

  /// A value that stands at a place.
  public init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }

  /// The same place with another value.
  public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Located<Other> {
    Located<Other>(try transform(value), at: place)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}

/// A place in a document: which file, where in it, and the JSON Pointer of the node there.
public struct Place: Sendable, Hashable {
  /// The name of the source file.
  public let source: String
  /// The part of the file.
  public let range: SourceRange
  /// The node's address in its document (RFC 6901); the empty string is the whole document.
  public let pointer: JSONPointer
  /// Where the value's first character stands, if the text holds the value as it is, without escapes or folded lines,
  /// so that an index into the value is an index into the text.
  package let textStart: SourcePosition?

  /// A range of a file, at a node.
  public init(source: String, range: SourceRange, pointer: JSONPointer = .root) {
    self.init(source: source, range: range, pointer: pointer, textStart: nil)
  }

  package init(source: String, range: SourceRange, pointer: JSONPointer, textStart: SourcePosition?) {
    self.source = source
    self.range = range
    self.pointer = pointer
    self.textStart = textStart
  }

  /// The place of some code points of the string that stands here, by their indices; the whole place where the text is
  /// written with escapes or folded over lines.
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
