extension Library {
  private static let type = ValueType.opaque(ParsedURL.typeName, [])

  /// Parts of URLs (Kubernetes, apiserver/pkg/cel/library/urls.go).
  public static let urls = Library(
    name: "urls", summary: "the parts of a URL: `url('https://example.com:80/a').getPort()`",
    functions: [
      Function(
        "url", [.global([.string], type)], .byType, planning: .constructor,
        .unary { value in
          guard case .string(let text) = value else { return .noSuchOverload("url", value) }
          do throws(ParsedURL.Invalid) {
            return .opaque(try ParsedURL(text))
          } catch {
            return .failure(.invalidArgument, "\(ValueText.brief(value)) is not a URL: \(error.reason)")
          }
        }),
      Function(
        "isURL", [.global([.string], .bool)], .byType,
        .unary { value in
          guard case .string(let text) = value else { return .noSuchOverload("isURL", value) }
          return .bool((try? ParsedURL(text)) != nil)
        }),
      part("getScheme") { $0.scheme },
      part("getHost") { $0.host },
      part("getHostname") { $0.hostName },
      part("getPort") { $0.port },
      part("getEscapedPath") { $0.escapedPath },
      Function(
        "getQuery", [.member([type], .map(.string, .list(.string)))], .costing { _ in .any },
        .budgeted { arguments, budget in
          guard let url = url(arguments.first) else { return .noSuchOverload("getQuery", arguments) }
          guard budget.spend(Cost.traversal(ofText: url.query?.utf8.count ?? 0)) else { return budget.failure }
          return .map(
            ValueMap(ordered: url.parameters.map { ($0.name, .list($0.values.map(Value.string))) }))
        }),
    ], types: [(ParsedURL.typeName, type)])

  private static func url(_ value: Value?) -> ParsedURL? {
    if case .opaque(let instance)? = value { instance.value as? ParsedURL } else { nil }
  }

  private static func part(_ name: String, _ read: @escaping @Sendable (ParsedURL) -> String) -> Function {
    Function(
      name, [.member([type], .string)], .byType,
      .unary { url($0).map { .string(read($0)) } ?? .noSuchOverload(name, $0) })
  }
}
