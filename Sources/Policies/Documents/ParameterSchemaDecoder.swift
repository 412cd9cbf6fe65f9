import Findings
import Documents

extension PolicyDecoder {
  private static let schemaFields = [
    Field("type", "type: object"), Field("format", "format: money"), Field("description", "description: …"),
    Field("properties", "properties: {…}"), Field("required", "required: […]"),
    Field("additionalProperties", "additionalProperties: {type: string}"), Field("items", "items: {type: string}"),
    Field("enum", "enum: […]"), Field("default", "default: …"),
  ]

  private enum SchemaType: String, CaseIterable {
    case object, array, string, integer, number, boolean
  }

  private enum SchemaFormat: String, CaseIterable {
    case money, duration, regex
    case moment = "date-time"
    case quantity = "kubernetes-quantity"
  }

  /// The type that a schema describes. Struct types are named by paths that no expression can contain, so their names
  /// do not shadow fields. Nil, with findings, for an invalid schema.
  mutating func schema(_ node: Node, name: String) -> ParameterSchema? {
    guard let fields = decoder.fields(of: node, title: "a schema", known: Self.schemaFields) else { return nil }
    let type: SchemaType? = decoder.choice("type", in: fields, isRequired: true, code: .policyParameters)
    let format: SchemaFormat? = decoder.choice("format", in: fields, code: .policyParameters)
    if format != nil, let type, type != .string {
      report("`format` belongs to a schema of the type `string`", at: decoder.keyPlace("format", in: fields))
    }
    if fields["enum"] != nil, let type, type != .string || format != nil {
      report(
        "`enum` belongs to a schema of the type `string` without a format", at: decoder.keyPlace("enum", in: fields))
    }
    switch type {
    case .string?:
      switch format {
      case .money?: return .money
      case .duration?: return .duration
      case .moment?: return .moment
      case .quantity?: return .quantity
      case .regex?: return .pattern
      case nil: return .string(allowed: decoder.strings("enum", in: fields)?.map(\.value) ?? [])
      }
    case .integer?: return .integer
    case .number?: return .number
    case .boolean?: return .boolean
    case .array?:
      return decoder.value("items", in: fields, isRequired: true).flatMap { schema($0, name: "\(name)/items") }
        .map { .list($0) }
    case .object?: return object(fields, name: name)
    case nil: return nil
    }
  }

  private mutating func object(_ fields: TreeDecoder.Fields, name: String) -> ParameterSchema? {
    if let values = decoder.value("additionalProperties", in: fields) {
      if fields["properties"] != nil {
        report(
          "`properties` and `additionalProperties` exclude each other",
          at: decoder.keyPlace("additionalProperties", in: fields))
      }
      return schema(values, name: "\(name)/values").map { .map($0) }
    }
    guard let node = decoder.value("properties", in: fields, isRequired: true) else { return nil }
    decoder.mayBe(.mapping, node)
    guard case .mapping(let members) = node.value else {
      decoder.report(.wrongType("properties", expected: "a mapping", node))
      return nil
    }
    let required = decoder.strings("required", in: fields) ?? []
    for one in required where !members.contains(where: { $0.key.value == one.value }) {
      report("`required` names `\(one.value)`, which is not a property", at: one.place)
    }
    var properties: [ParameterSchema.Property] = []
    for member in members {
      guard let schema = schema(member.value, name: "\(name)/\(member.key.value)") else { continue }
      let standard = member.value["default"]
      if let standard { _ = schema.value(standard, title: "`default`", &decoder) }
      var description: String?
      if case .string(let text)? = member.value["description"]?.value { description = text }
      properties.append(
        ParameterSchema.Property(
          name: member.key, schema: schema, isRequired: required.contains { $0.value == member.key.value },
          description: description, standard: standard))
    }
    return .object(name: name, properties)
  }
}
