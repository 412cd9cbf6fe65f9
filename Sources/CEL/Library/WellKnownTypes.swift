extension Library {
  /// Protocol Buffers' well-known types as struct literals: wrappers of numbers and texts, `Value`, `Struct`,
  /// `ListValue`, `Any` (cel-spec, langdef.md, "Dynamic Values"). Their values are ordinary values.
  public static let protobuf = Library(
    name: "protobuf", summary: "Protocol Buffers' well-known types as struct literals", functions: [],
    structures: wrappers + json + [anyType],
    constants: [("google.protobuf.NullValue.NULL_VALUE", .int(0), .int)])

  private static func wrapper(
    _ name: String, _ type: ValueType, zero: Value, _ accept: @escaping @Sendable (Value) -> Value?
  ) -> StructureDeclaration {
    let name = "google.protobuf.\(name)"
    return StructureDeclaration(name, fields: [("value", type)], checkedAs: .wrapper(type)) { fields in
      guard let given = fields.last(where: { $0.name == "value" })?.value else { return zero }
      return accept(given) ?? .failure(.overflow, "\(ValueText.brief(given)) does not fit \(name)")
    }
  }

  private static let wrappers: [StructureDeclaration] = [
    wrapper("BoolValue", .bool, zero: .bool(false)) { if case .bool = $0 { $0 } else { nil } },
    wrapper("BytesValue", .bytes, zero: .bytes([])) { if case .bytes = $0 { $0 } else { nil } },
    wrapper("StringValue", .string, zero: .string("")) { if case .string = $0 { $0 } else { nil } },
    wrapper("DoubleValue", .double, zero: .double(0)) { if case .double = $0 { $0 } else { nil } },
    wrapper("FloatValue", .double, zero: .double(0)) {
      if case .double(let number) = $0 { .double(Double(Float(number))) } else { nil }
    },
    wrapper("Int64Value", .int, zero: .int(0)) { if case .int = $0 { $0 } else { nil } },
    wrapper("Int32Value", .int, zero: .int(0)) {
      if case .int(let number) = $0, Int32(exactly: number) != nil { $0 } else { nil }
    },
    wrapper("UInt64Value", .uint, zero: .uint(0)) { if case .uint = $0 { $0 } else { nil } },
    wrapper("UInt32Value", .uint, zero: .uint(0)) {
      if case .uint(let number) = $0, UInt32(exactly: number) != nil { $0 } else { nil }
    },
  ]

  private static let json: [StructureDeclaration] = [
    StructureDeclaration("google.protobuf.ListValue", fields: [("values", .list(.dyn))], checkedAs: .list(.dyn)) {
      $0.last?.value ?? .list([])
    },
    StructureDeclaration(
      "google.protobuf.Struct", fields: [("fields", .map(.string, .dyn))], checkedAs: .map(.string, .dyn)
    ) { $0.last?.value ?? .map(.empty) },
    StructureDeclaration(
      "google.protobuf.Value",
      fields: [
        ("null_value", .dyn), ("number_value", .double), ("string_value", .string), ("bool_value", .bool),
        ("struct_value", .map(.string, .dyn)), ("list_value", .list(.dyn)),
      ], checkedAs: .dyn
    ) { fields in
      guard fields.count <= 1 else {
        return .failure(.invalidArgument, "google.protobuf.Value has one value, not \(fields.count)")
      }
      guard let field = fields.first, field.name != "null_value" else { return .null }
      return field.value
    },
  ]

  private static let anyType = StructureDeclaration(
    "google.protobuf.Any", fields: [("type_url", .string), ("value", .bytes)], checkedAs: .dyn
  ) { _ in .failure(.invalidArgument, "google.protobuf.Any of an unknown type has no value") }
}
