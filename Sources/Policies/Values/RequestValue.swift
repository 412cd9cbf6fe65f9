import CEL
import Money
import Requests

/// A request as expressions see it, with the fields of its document. Its parts are made once: every policy reads them.
struct RequestValue: Structure {
  /// The AWS region.
  let region: String
  /// The ARN of the role, which names the account.
  let roleARN: String
  /// The values of the document's fields, in their order.
  private let record: RequestRecord

  static let structureType = StructureType<RequestValue>("ClusterRequest") {
    for field in RequestFieldType.document { Field(field.name, field.type) { $0.record.values[field.index] } }
  }

  /// The struct types, as the checker knows them.
  static let structures = [structureType.declaration] + RequestFieldType.document.flatMap(\.structures)

  /// How large the parts can be that a request may have and still be approved.
  static let extent = RequestFieldType.extent(of: RequestFieldType.document)

  /// Creates the value of a request, with defaults filled in as in its canonical form. If secrets are muted, an
  /// external ID cannot be matched.
  init(_ request: ClusterRequest, mutingSecrets isMute: Bool = false) {
    region = request.region
    roleARN = request.roleArn
    record = RequestRecord(RequestFieldType.document, request, mutingSecrets: isMute)
  }
}

/// The values of some fields of a request.
struct RequestRecord: Sendable {
  fileprivate let values: [Value]

  fileprivate init(_ fields: [RequestFieldType], _ request: ClusterRequest, mutingSecrets isMute: Bool) {
    values = fields.map { $0.value(request, mutingSecrets: isMute) }
  }
}

/// A field of a request in expressions: its type, and how its value is made.
struct RequestFieldType: Sendable {
  let name: String
  let index: Int
  let type: ValueType
  private let content: RequestField.Content
  private let fields: [RequestFieldType]
  private let structureType: StructureType<RequestRecord>?

  /// The fields of a document.
  static let document = all(RequestField.document)

  private static func all(_ fields: [RequestField]) -> [RequestFieldType] {
    fields.enumerated().map { RequestFieldType($1, at: $0) }
  }

  private init(_ field: RequestField, at index: Int) {
    name = field.name
    self.index = index
    content = field.content
    guard case .fields(let typeName, let inner) = field.content else {
      type = Self.type(of: field.content)
      fields = []
      structureType = nil
      return
    }
    let fields = Self.all(inner)
    self.fields = fields
    type = .structure(typeName)
    structureType = StructureType(typeName) {
      for field in fields { Field(field.name, field.type) { $0.values[field.index] } }
    }
  }

  private static func type(of content: RequestField.Content) -> ValueType {
    switch content {
    case .text: .string
    case .texts: .list(.string)
    case .textMap: .map(.string, .string)
    case .boolean, .flag: .bool
    case .integer: .int
    case .decimal: .double
    case .secret: SecretValue.type
    case .fields(let typeName, _): .structure(typeName)
    }
  }

  /// The struct types of the field and of those inside it.
  var structures: [StructureDeclaration] {
    (structureType.map { [$0.declaration] } ?? []) + fields.flatMap(\.structures)
  }

  /// How large some fields can be.
  static func extent(of fields: [RequestFieldType]) -> Extent {
    .record(Dictionary(fields.map { ($0.name, $0.extent) }, uniquingKeysWith: { first, _ in first }))
  }

  private var extent: Extent {
    switch content {
    case .text(let length, _), .secret(let length, _): .text(0...length)
    case .texts(let count, let length, _): .list(0...count, of: .text(0...length))
    case .textMap(let count, let keyLength, let length, _):
      .map(0...count, keys: .text(0...keyLength), values: .text(0...length))
    case .boolean, .flag, .integer, .decimal: .scalar
    case .fields: Self.extent(of: fields)
    }
  }

  /// What the field is in a request; an error that makes `has` false where the request lacks it.
  fileprivate func value(_ request: ClusterRequest, mutingSecrets isMute: Bool) -> Value {
    switch content {
    case .text(_, let read): return read(request).map { .string($0) } ?? absent
    case .texts(_, _, let read): return .list(read(request).map { .string($0) })
    case .textMap(_, _, _, let read): return .map(ValueMap(read(request).mapValues { .string($0) }))
    case .boolean(let read), .flag(let read): return .bool(read(request))
    case .integer(let read): return .int(Int64(read(request)))
    case .decimal(let read): return .double(read(request).double)
    // A policy must find the same in a request that is checked and in one that is submitted.
    case .secret(_, let read): return read(request).map { .opaque(SecretValue($0, isMute: isMute)) } ?? absent
    case .fields:
      let record = RequestRecord(fields, request, mutingSecrets: isMute)
      return record.values.allSatisfy(\.isAbsent) ? absent : structureType?.value(record) ?? absent
    }
  }

  private var absent: Value { .error(EvaluationError(.noSuchField, "the request has no `\(name)`")) }
}

extension Value {
  fileprivate var isAbsent: Bool {
    if case .error(let error) = self { error.kind == .noSuchField } else { false }
  }
}
