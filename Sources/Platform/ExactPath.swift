/// A path compared by its bytes, as file systems and git do. As texts, names that Unicode holds to be the same would be one
/// file, and a slash before a combining character would be no slash.
package struct ExactPath: Hashable, Sendable {
  private let bytes: [UInt8]

  /// The path that a text names.
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// What leads from a folder to this path; nil if it is not below it. Everything is below a folder without a name.
  package func below(_ folder: String) -> String? {
    var folder = Array(folder.utf8)[...]
    while folder.last == Self.slash, folder.count > 1 { folder = folder.dropLast() }
    if folder.isEmpty { return String(decoding: bytes, as: UTF8.self) }
    if folder.last != Self.slash { folder.append(Self.slash) }
    guard bytes.count > folder.count, bytes.starts(with: folder) else { return nil }
    return String(decoding: bytes[folder.count...].drop { $0 == Self.slash }, as: UTF8.self)
  }

  /// Whether this is a file or folder, or below it.
  package func isAtOrBelow(_ path: String) -> Bool { bytes.elementsEqual(path.utf8) || below(path) != nil }

  private static let slash = UInt8(ascii: "/")
}
