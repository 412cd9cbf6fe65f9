import Base64

extension Library {
  /// Base64 (cel-go, ext/encoders.go; RFC 4648, section 4).
  public static let encoders = Library(
    name: "encoders", summary: "Base64",
    functions: [
      Function(
        "base64.encode", [.global([.bytes], .string)],
        .giving { .text(($0.count(0) + $0.count(0) + 4).atMost) },
        .unary { value in
          guard case .bytes(let bytes) = value else { return .noSuchOverload("base64.encode", value) }
          return .string(Base64.encode(bytes))
        }),
      Function(
        "base64.decode", [.global([.string], .bytes)], .giving { .text($0.count(0).atMost) },
        .unary { value in
          guard case .string(let text) = value else { return .noSuchOverload("base64.decode", value) }
          return Base64.decode(text.utf8).map(Value.bytes) ?? .failure(.invalidArgument, "the text is not Base64")
        }),
    ])
}
