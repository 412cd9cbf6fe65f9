import CEL

/// Texts in `spec` of what an expression is about, for functions that depend on it.
enum ObjectText {
  /// The region of a request, or of an object with the same structure.
  static func region(of object: Value?) -> String? { text("region", of: object) { $0.region } }

  /// The ARN of the role of a request, or of an object with the same structure.
  static func roleARN(of object: Value?) -> String? { text("roleArn", of: object) { $0.roleARN } }

  private static func text(_ field: String, of object: Value?, _ read: (RequestValue) -> String) -> String? {
    if let request = object.flatMap(RequestValue.init) { return read(request) }
    guard case .map(let map)? = object, case .map(let spec)? = map["spec"], case .string(let text)? = spec[field]
    else { return nil }
    return text
  }
}
