extension Library {
  private static let type = ValueType.opaque(NamedFormat.typeName, [])

  /// Validation of texts against formats that Kubernetes names (apiserver/pkg/cel/library/format.go).
  public static let formats = Library(
    name: "formats", summary: "what is wrong with a name or value: `format.dns1123Label().validate('a_b')`",
    functions: [
      Function(
        "format.named", [.global([.string], .optional(type))], .byType,
        .unary { value in
          guard case .string(let name) = value else { return .noSuchOverload("format.named", value) }
          return .optional(OptionalValue(NamedFormat(rawValue: name).map { .opaque($0) }))
        }),
      Function(
        "validate", [.member([type, .string], .optional(.list(.string)))], .byType,
        .binary { format, text in
          guard case .opaque(let instance) = format, let known = instance.value as? NamedFormat,
            case .string(let text) = text
          else { return .noSuchOverload("validate", format, text) }
          let problems = known.problems(of: text)
          return .optional(OptionalValue(problems.isEmpty ? nil : .list(problems.map(Value.string))))
        }),
    ] + constants, types: [(NamedFormat.typeName, type)])

  private static let constants: [Function] = NamedFormat.allCases.map { format in
    Function("format.\(format.rawValue)", [.global([], type)], .byType, .variadic { _ in .opaque(format) })
  }
}
