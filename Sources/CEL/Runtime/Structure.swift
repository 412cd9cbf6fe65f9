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
  @inlinable public var value: Value { Self.structureType.value(self) }

  /// The instance in a value of this type.
  public init?(_ value: Value) {
    guard case .structure(let instance) = value, let typed = instance as? TypedInstance<Self> else { return nil }
    self = typed.root
  }
}

/// A field of a struct type: its name, its type and how to read it.
public struct Field<Root: Sendable>: Sendable {
  let name: String
  let type: ValueType
  let accessor: FieldAccessor

  /// A field of a type that has a counterpart in the language.
  @inlinable public init<Content: ValueConvertible>(_ name: String, _ read: @escaping @Sendable (Root) -> Content) {
    self.init(name, Content.valueType, FieldAccessor(read: { read($0.root(as: Root.self)).value }, readEntry: nil))
  }

  /// A field that is a dictionary.
  @inlinable public init<Content: ValueConvertible>(
    _ name: String, _ read: @escaping @Sendable (Root) -> [String: Content]
  ) {
    let accessor = FieldAccessor(
      read: { read($0.root(as: Root.self)).value },
      readEntry: { instance, key in
        // A dictionary of Swift finds canonically equivalent keys too; the language tells them apart.
        let entries = read(instance.root(as: Root.self))
        guard let place = entries.index(forKey: key), UTF8Order.isEqual(entries[place].key, key) else { return nil }
        return entries[place].value.value
      })
    self.init(name, .map(.string, Content.valueType), accessor)
  }

  /// A field of any type. It may read as `.error`; an error of the kind `noSuchField` says that the instance lacks it, so
  /// that `has()` is false.
  @inlinable public init(_ name: String, _ type: ValueType, _ read: @escaping @Sendable (Root) -> Value) {
    self.init(name, type, FieldAccessor(read: { read($0.root(as: Root.self)) }, readEntry: nil))
  }

  @usableFromInline init(_ name: String, _ type: ValueType, _ accessor: FieldAccessor) {
    self.name = name
    self.type = type
    self.accessor = accessor
  }
}

/// How to read a field. It does not depend on the struct's type: looking generic types up at run time took an eighth of
/// an evaluation.
@usableFromInline struct FieldAccessor: Sendable {
  /// Reads the field.
  let read: @Sendable (StructureInstance) -> Value
  /// Reads one entry of a field that is a dictionary, so that not all of it is converted.
  let readEntry: (@Sendable (StructureInstance, String) -> Value?)?

  @usableFromInline init(
    read: @escaping @Sendable (StructureInstance) -> Value,
    readEntry: (@Sendable (StructureInstance, String) -> Value?)?
  ) {
    self.read = read
    self.readEntry = readEntry
  }
}

/// The name and the fields of a Swift type, for use in expressions.
public final class StructureType<Root: Sendable>: Sendable {
  private let fields: [Field<Root>]
  @usableFromInline let layout: StructureLayout

  /// Declares a type; of two fields with one name the first counts.
  public init(_ name: String, @ListBuilder<Field<Root>> fields: () -> [Field<Root>]) {
    self.fields = fields()
    layout = StructureLayout(
      typeName: name, fieldNames: self.fields.map { $0.name }, accessors: self.fields.map { $0.accessor })
  }

  /// The qualified name in expressions.
  public var name: String { layout.typeName }

  /// A Swift value as a value of the language.
  @inlinable public func value(_ root: Root) -> Value { .structure(TypedInstance(root, layout)) }

  /// What the checker knows of the type.
  public var declaration: StructureDeclaration {
    StructureDeclaration(
      name, fields: fields.map { ($0.name, $0.type) }, checkedAs: .structure(name), construct: nil, layout: layout)
  }
}

/// The fields of a struct type. All instances of one Swift type share it, so that a plan knows their places.
@usableFromInline final class StructureLayout: Sendable {
  /// The qualified name of the type.
  let typeName: String
  /// The names of the fields, in order.
  let fieldNames: [String]
  fileprivate let accessors: [FieldAccessor]
  private let places: [String: Int]

  init(typeName: String, fieldNames: [String], accessors: [FieldAccessor]) {
    self.typeName = typeName
    self.fieldNames = fieldNames
    self.accessors = accessors
    places = Dictionary(fieldNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The place of a field, to read it by; nil where the type has none of that name.
  func place(of field: String) -> Int? { places[field] }
}

/// An instance of a struct type. INVARIANT: its only subclass has only a `let` of a Sendable type.
public class StructureInstance: @unchecked Sendable {
  let layout: StructureLayout

  @usableFromInline init(layout: StructureLayout) {
    self.layout = layout
  }

  /// The Swift value. INVARIANT: a layout is read with the type that it was made for, since only `StructureType` makes
  /// layouts and instances.
  @inlinable final func root<Root: Sendable>(as type: Root.Type) -> Root {
    unsafeDowncast(self, to: TypedInstance<Root>.self).root
  }

  /// The qualified name of the type.
  final var typeName: String { layout.typeName }

  /// The names of the fields, in order.
  final var fieldNames: [String] { layout.fieldNames }

  /// The value of the field at a place.
  final func value(at place: Int) -> Value { layout.accessors[place].read(self) }

  /// The value of a key of the field at a place, if the field is a dictionary that has the key.
  final func entry(_ key: String, at place: Int) -> Value? { layout.accessors[place].readEntry?(self, key) }

  /// The value of a field.
  final func value(of field: String) -> Value? { layout.place(of: field).map { value(at: $0) } }

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

extension Value {
  /// The value with structs as maps from the names of their fields to the values. Fields that an instance lacks are left
  /// out.
  public var withoutStructures: Value {
    switch self {
    case .structure(let instance):
      .map(
        ValueMap(
          ordered: instance.fieldNames.compactMap { name in
            guard let value = instance.value(of: name) else { return nil }
            if case .error(let error) = value, error.kind == .noSuchField { return nil }
            return (name, value.withoutStructures)
          }))
    case .list(let elements): .list(elements.map(\.withoutStructures))
    default: self
    }
  }
}

@usableFromInline final class TypedInstance<Root: Sendable>: StructureInstance, @unchecked Sendable {
  @usableFromInline let root: Root

  @usableFromInline init(_ root: Root, _ layout: StructureLayout) {
    self.root = root
    super.init(layout: layout)
  }
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
  /// The layout of the instances; absent where the values are maps.
  let layout: StructureLayout?

  /// Declares a struct type that only the embedding program makes values of. Its values may also be maps.
  public init(_ name: String, fields: [(name: String, type: ValueType)]) {
    self.init(name, fields: fields, checkedAs: .structure(name), construct: nil)
  }

  init(
    _ name: String, fields: [(name: String, type: ValueType)], checkedAs: ValueType,
    construct: (@Sendable ([(name: String, value: Value)]) -> Value)?, layout: StructureLayout? = nil
  ) {
    self.name = name
    self.fields = fields
    self.checkedAs = checkedAs
    self.construct = construct
    self.layout = layout
  }

  func type(of field: String) -> ValueType? { fields.first { $0.name == field }?.type }
}
