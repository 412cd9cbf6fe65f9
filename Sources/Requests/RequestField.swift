import Documents
package import Findings
package import Money

/// A field of a request's document: its name, how it is written, and what a complete request holds there.
///
/// The canonical form and the expressions of policies walk the one list in `RequestFields.swift`; `RequestDraft` decodes the
/// fields that it names.
package struct RequestField: Sendable {
  /// What a complete request holds in a field. Lengths and counts are the most that an approved request can have; the
  /// cost of expressions is estimated from them.
  package enum Content: Sendable {
    /// A text of at most `length` code points; nil where the request has none.
    case text(length: UInt64, @Sendable (ClusterRequest) -> String?)
    /// At most `count` texts.
    case texts(count: UInt64, length: UInt64, @Sendable (ClusterRequest) -> [String])
    /// At most `count` texts by their keys.
    case textMap(count: UInt64, keyLength: UInt64, length: UInt64, @Sendable (ClusterRequest) -> [String: String])
    /// True or false.
    case boolean(@Sendable (ClusterRequest) -> Bool)
    /// True or false, which has a part in the canonical form only if it is true: so requests of before there was the field
    /// keep their digests.
    case flag(@Sendable (ClusterRequest) -> Bool)
    /// A whole number.
    case integer(@Sendable (ClusterRequest) -> Int)
    /// A decimal number.
    case decimal(@Sendable (ClusterRequest) -> Quantity)
    /// A text that nobody may see; nil where the request has none.
    case secret(length: UInt64, @Sendable (ClusterRequest) -> Secret?)
    /// Fields of its own. The type's name is what expressions call it.
    case fields(typeName: String, [RequestField])
  }

  /// The key in the document.
  package let name: String
  /// How the field is written, for help lines.
  package let example: String
  /// What it holds.
  package let content: Content
  /// Whether the field belongs to the canonical form, by which two requests are the same or not.
  package let isCanonical: Bool

  init(_ name: String, _ example: String, isCanonical: Bool = true, _ content: Content) {
    self.name = name
    self.example = example
    self.content = content
    self.isCanonical = isCanonical
  }

  /// The fields inside this one.
  var fields: [RequestField] { if case .fields(_, let fields) = content { fields } else { [] } }

  /// What a decoder may find inside this field.
  var known: [TreeDecoder.Field] { fields.map(\.decoded) }

  /// The field, as a decoder knows it.
  var decoded: TreeDecoder.Field { TreeDecoder.Field(name, example) }

  /// What the field has in a request's canonical form; nil where it has no part in it.
  func canonical(_ request: ClusterRequest) -> JSONValue? {
    guard isCanonical else { return nil }
    switch content {
    case .text(_, let read): return read(request).map { .string($0) }
    case .texts(_, _, let read): return .array(read(request).map { .string($0) })
    case .textMap(_, _, _, let read): return .object(read(request).map { ($0.key, .string($0.value)) })
    case .boolean(let read): return .boolean(read(request))
    case .flag(let read): return read(request) ? .boolean(true) : nil
    case .integer(let read): return .integer(read(request))
    case .decimal(let read): return .double(read(request).double)
    case .secret: return nil
    case .fields(_, let fields): return Self.canonical(fields, request)
    }
  }

  /// The canonical form of some fields.
  static func canonical(_ fields: [RequestField], _ request: ClusterRequest) -> JSONValue {
    .object(fields.compactMap { field in field.canonical(request).map { (field.name, $0) } })
  }
}
