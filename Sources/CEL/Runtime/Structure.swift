/// A Swift type whose values expressions can look into, field by field. Nothing is copied but the fields that an
/// expression asks for.
///
/// ```swift
/// extension Cluster: Structure {
///   static let structureType = StructureType<Cluster>("Cluster") {
///     Field("name") { $0.name }
///     Field("nodes") { $0.nodes }
///   }
/// }
/// ```
public protocol Structure: ValueConvertible {
  /// The type's name and fields.
  static var structureType: StructureType<Self> { get }
}

extension Structure {
  /// The declared type.
  public static var valueType: ValueType { .structure(structureType.name) }

  /// The instance, boxed.
  public var value: Value { structureType.value(self) }

  /// The instance in a value of this type.
  public init?(_ value: Value) {
    guard case .structure(let instance) = value, let typed = instance as? TypedInstance<Self> else { return nil }
    self = typed.root
  }

  private var structureType: StructureType<Self> { Self.structureType }
}

/// A field of a struct type: its name, its type and how to read it.
public struct Field<Root: Sendable>: Sendable {
  let name: String
  let type: ValueType
  let read: @Sendable (Root) -> Value

  /// A field of a type that has a counterpart in the language.
  public init<Content: ValueConvertible>(_ name: String, _ read: @escaping @Sendable (Root) -> Content) {
    self.name = name
    type = Content.valueType
    self.read = { read($0).value }
  }

  /// A field of any type.
  public init(_ name: String, _ type: ValueType, _ read: @escaping @Sendable (Root) -> Value) {
    self.name = name
    self.type = type
    self.read = read
  }
}

/// The name and the fields of a Swift type, for use in expressions.
public final class StructureType<Root: Sendable>: Sendable {
  /// The qualified name in expressions.
  public let name: String
  fileprivate let fields: [Field<Root>]
  fileprivate let places: [String: Int]

  /// Declares a type; of two fields with one name the first counts.
  public init(_ name: String, @ListBuilder<Field<Root>> fields: () -> [Field<Root>]) {
    self.name = name
    self.fields = fields()
    places = Dictionary(
      self.fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A Swift value as a value of the language.
  public func value(_ root: Root) -> Value { .structure(TypedInstance(root, type: self)) }

  /// What the checker knows of the type.
  public var declaration: StructureDeclaration {
    StructureDeclaration(name, fields: fields.map { ($0.name, $0.type) })
  }
}

/// An instance of a struct type.
public class StructureInstance: @unchecked Sendable {  // INVARIANT: subclasses hold only `let`s of Sendable types
  /// The qualified name of the type.
  let typeName: String

  fileprivate init(typeName: String) {
    self.typeName = typeName
  }

  /// The place of a field, to read it by; nil where the type has none of that name.
  func place(of field: String) -> Int? { nil }

  /// The value of the field at a place.
  func value(at place: Int) -> Value { .null }

  /// The names of the fields, in order.
  var fieldNames: [String] { [] }

  /// The value of a field.
  final func value(of field: String) -> Value? { place(of: field).map { value(at: $0) } }

  final func isEqual(to other: StructureInstance, _ budget: inout Budget) -> Bool {
    if self === other { return true }
    let names = fieldNames
    guard typeName == other.typeName, names == other.fieldNames else { return false }
    for place in names.indices {
      guard budget.mayIterate(), value(at: place).isEqual(to: other.value(at: place), &budget) else { return false }
    }
    return true
  }
}

private final class TypedInstance<Root: Sendable>: StructureInstance, @unchecked Sendable {
  let root: Root
  private let type: StructureType<Root>

  init(_ root: Root, type: StructureType<Root>) {
    self.root = root
    self.type = type
    super.init(typeName: type.name)
  }

  override func place(of field: String) -> Int? { type.places[field] }
  override func value(at place: Int) -> Value { type.fields[place].read(root) }
  override var fieldNames: [String] { type.fields.map(\.name) }
}

/// What the checker knows of a struct type.
public struct StructureDeclaration: Sendable {
  /// The qualified name.
  public let name: String
  /// The fields, in order.
  public let fields: [(name: String, type: ValueType)]
  /// The type that the checker gives to values of it; wrappers of numbers, for example, are numbers.
  let checkedAs: ValueType
  /// Makes a value of the fields that a literal gives; absent where expressions cannot make one.
  let construct: (@Sendable ([(name: String, value: Value)]) -> Value)?

  /// Declares a struct type that only the embedding program makes values of. Its values may also be maps.
  public init(_ name: String, fields: [(name: String, type: ValueType)]) {
    self.init(name, fields: fields, checkedAs: .structure(name), construct: nil)
  }

  init(
    _ name: String, fields: [(name: String, type: ValueType)], checkedAs: ValueType,
    construct: (@Sendable ([(name: String, value: Value)]) -> Value)?
  ) {
    self.name = name
    self.fields = fields
    self.checkedAs = checkedAs
    self.construct = construct
  }

  func type(of field: String) -> ValueType? { fields.first { $0.name == field }?.type }
}
