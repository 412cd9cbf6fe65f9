/// The columns of a table by name.
struct TableColumns {
  private var places: [String: Int] = [:]
  /// The number of columns.
  let count: Int

  /// Reads the header.
  /// - Throws: `ImportError` if a column is named twice.
  init(_ rows: borrowing CSVRows) throws(ImportError) {
    count = rows.count
    for index in 0..<rows.count {
      let name = try rows.text(index)
      guard places.updateValue(index, forKey: name) == nil else {
        throw rows.error("the column `\(name)` is named twice")
      }
    }
  }

  /// The index of a column; nil if it is missing.
  func place(of name: String) -> Int? { places[name] }

  /// The index of a column that must be there.
  /// - Throws: `ImportError` if it is missing.
  func requiredPlace(of name: String, _ rows: borrowing CSVRows) throws(ImportError) -> Int {
    guard let place = places[name] else { throw rows.error("the column `\(name)` is missing") }
    return place
  }

  func has(_ names: String...) -> Bool { names.allSatisfy { places[$0] != nil } }

  /// The value of a column; empty if the column is missing.
  func text(_ name: String, _ rows: borrowing CSVRows) throws(ImportError) -> String {
    guard let place = places[name] else { return "" }
    return try rows.text(place)
  }

  /// The value of a column that must not be empty.
  func required(_ name: String, _ rows: borrowing CSVRows) throws(ImportError) -> String {
    let text = try text(name, rows)
    guard !text.isEmpty else { throw rows.error("the column `\(name)` is empty") }
    return text
  }
}
