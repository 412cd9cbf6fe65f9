/// A Swift type whose fields expressions can read. Only the fields that an expression asks for are copied.
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

  /// Creates the instance that a value of this type holds.
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

  /// Creates a field of a type that has a counterpart in the language.
  @inlinable public init<Content: ValueConvertible>(_ name: String, _ read: @escaping @Sendable (Root) -> Content) {
    self.init(name, Content.valueType, FieldAccessor(read: { read($0.root(as: Root.self)).value }, readEntry: nil))
  }

  /// Creates a field that is a dictionary.
  @inlinable public init<Content: ValueConvertible>(
    _ name: String, _ read: @escaping @Sendable (Root) -> [String: Content]
  ) {
    let accessor = FieldAccessor(
      read: { read($0.root(as: Root.self)).value },
      readEntry: { instance, key in
        // A Swift dictionary also finds canonically equivalent keys; the language distinguishes them.
        let entries = read(instance.root(as: Root.self))
        guard let place = entries.index(forKey: key), UTF8Order.isEqual(entries[place].key, key) else { return nil }
        return entries[place].value.value
      })
    self.init(name, .map(.string, Content.valueType), accessor)
  }

  /// Creates a field of any type. It may read as `.error`. An error of the kind `noSuchField` means that the instance
  /// lacks the field, so that `has()` is false.
  @inlinable public init(_ name: String, _ type: ValueType, _ read: @escaping @Sendable (Root) -> Value) {
    self.init(name, type, FieldAccessor(read: { read($0.root(as: Root.self)) }, readEntry: nil))
  }

  @usableFromInline init(_ name: String, _ type: ValueType, _ accessor: FieldAccessor) {
    self.name = name
    self.type = type
    self.accessor = accessor
  }
}

/// The functions that read a field. They do not depend on the struct's type, because looking up generic types at run
/// time took an eighth of an evaluation.
@usableFromInline struct FieldAccessor: Sendable {
  /// Reads the field.
  let read: @Sendable (StructureInstance) -> Value
  /// Reads one entry of a dictionary field, so that the rest is not converted.
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

  /// Declares a type. If two fields have the same name, the first one counts.
  public init(_ name: String, @ListBuilder<Field<Root>> fields: () -> [Field<Root>]) {
    self.fields = fields()
    layout = StructureLayout(
      typeName: name, fieldNames: self.fields.map { $0.name }, accessors: self.fields.map { $0.accessor })
  }

  /// The qualified name in expressions.
  public var name: String { layout.typeName }

  /// Returns a Swift value as a value of the language.
  @inlinable public func value(_ root: Root) -> Value { .structure(TypedInstance(root, layout)) }

  /// What the checker knows about the type.
  public var declaration: StructureDeclaration {
    StructureDeclaration(
      name, fields: fields.map { ($0.name, $0.type) }, checkedAs: .structure(name), construct: nil, layout: layout)
  }
}

/// The fields of a struct type. All instances of a Swift type share one layout, so that a plan knows the fields'
/// indices.
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

  /// Returns the index of a field, for reading it; nil if the type has no field of that name.
  func place(of field: String) -> Int? { places[field] }
}

/// An instance of a struct type. INVARIANT: its only subclass stores a single `let` of a Sendable type.
public class StructureInstance: @unchecked Sendable {
  let layout: StructureLayout

  @usableFromInline init(layout: StructureLayout) {
    self.layout = layout
  }

  /// The Swift value. INVARIANT: a layout is read only with the type that it was made for, because only `StructureType`
  /// makes layouts and instances.
  @inlinable final func root<Root: Sendable>(as type: Root.Type) -> Root {
    unsafeDowncast(self, to: TypedInstance<Root>.self).root
  }

  /// The qualified name of the type.
  final var typeName: String { layout.typeName }

  /// The names of the fields, in order.
  final var fieldNames: [String] { layout.fieldNames }

  /// Returns the value of the field at an index.
  final func value(at place: Int) -> Value { layout.accessors[place].read(self) }

  /// Returns the value of a key of the field at an index, if the field is a dictionary that has the key.
  final func entry(_ key: String, at place: Int) -> Value? { layout.accessors[place].readEntry?(self, key) }

  /// Returns the value of a field.
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
  /// The value with structs replaced by maps from field names to values. Fields that an instance lacks are left out.
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

/// What the checker knows about a struct type.
public struct StructureDeclaration: Sendable {
  /// The qualified name.
  public let name: String
  /// The fields, in order.
  public let fields: [(name: String, type: ValueType)]
  /// The type that the checker gives to its values. Wrappers of numbers, for example, are numbers.
  let checkedAs: ValueType
  /// Makes a value from the fields of a literal; nil if expressions cannot make one.
  let construct: (@Sendable ([(name: String, value: Value)]) -> Value)?
  /// The layout of the instances; nil if the values are maps.
  let layout: StructureLayout?

  /// Declares a struct type whose values only the embedding program makes. The values may also be maps.
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
