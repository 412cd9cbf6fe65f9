/// Catalog data by name, such as the instance types or the prices of a region, sorted by name.
///
/// A row is decoded on first access and then kept: a check needs only a few of thousands.
public struct CatalogTable<Value: Sendable>: Sendable {
  private let rows: IndexRows
  private let decoded: LazyValues<Value>
  private let decode: @Sendable (inout IndexCursor) -> Value

  init(_ rows: IndexRows, _ decode: @escaping @Sendable (inout IndexCursor) -> Value) {
    self.rows = rows
    self.decode = decode
    decoded = LazyValues(count: rows.count)
  }

  /// The value for a name.
  public subscript(name: String) -> Value? { rows.row(of: name).map(value) }

  /// The number of names.
  public var count: Int { rows.count }

  /// Whether the table is empty.
  public var isEmpty: Bool { rows.count == 0 }

  /// Every name, sorted.
  public var keys: some Collection<String> { (0..<rows.count).lazy.map { [rows] in rows.name($0) } }

  /// Every value, sorted by name.
  public var values: some Collection<Value> { (0..<rows.count).lazy.map(value) }

  /// Whether the table has a value for a name; does not decode it.
  func contains(_ name: String) -> Bool { rows.row(of: name) != nil }

  private func value(_ row: Int) -> Value {
    decoded.value(row) {
      var fields = rows.fields(row)
      return decode(&fields)
    }
  }
}

extension CatalogTable: Sequence {
  /// Names and values, sorted by name.
  public func makeIterator() -> some IteratorProtocol<(key: String, value: Value)> {
    (0..<rows.count).lazy.map { (key: rows.name($0), value: value($0)) }.makeIterator()
  }
}
