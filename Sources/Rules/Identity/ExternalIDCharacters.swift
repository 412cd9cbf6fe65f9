import Findings
import Requests

struct ExternalIDCharacters: Rule {
  static let code: RuleCode = "TG210"
  static let dimensions: RequestDimensions = []
  static let name = "external-id-characters"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The external id has 2 to 1224 letters, digits or `_+=,.@:/-`.",
    why: "AWS STS accepts nothing else as an external id (API reference of STS, AssumeRole).",
    example: "spec: {externalId: \"a5xQ9 vR2mK8tL4wZ7nB3c\"}",
    fixed: "spec: {externalId: a5xQ9vR2mK8tL4wZ7nB3c}",
    fix: "Generate one of letters and digits, in the role's trust policy and here."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let id = draft.knownExternalId else { return [] }
    return id.value.withText { text in
      let length = text.unicodeScalars.count
      guard length >= 2 else { return [.tooShort(length, at: id.place)] }
      guard length <= 1224 else { return [.tooLong(length, at: id.place)] }
      guard let index = text.unicodeScalars.enumerated().first(where: { !Self.isAllowed($1) })?.offset else {
        return []
      }
      return [.character(at: index, place: id.place)]
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "+", "=", ",", ".", "@", ":", "/", "-": true
    default: false
    }
  }
}

extension RequestDraft {
  /// The external ID if it is already known: from the document, or given beside it.
  var knownExternalId: Located<Secret>? {
    guard let externalId, let secret = externalId.value.secret else { return nil }
    return Located(secret, at: externalId.place)
  }
}

extension Finding {
  fileprivate static func tooShort(_ length: Int, at place: Place) -> Finding {
    Finding(
      ExternalIDCharacters.self, length == 0 ? "the external id is empty" : "the external id has one character",
      at: place, help: ["AWS wants at least two; use 30 random letters and digits"])
  }

  fileprivate static func tooLong(_ length: Int, at place: Place) -> Finding {
    Finding(
      ExternalIDCharacters.self, "the external id has \(length) characters, more than 1224", at: place,
      help: ["use 30 random letters and digits"])
  }

  fileprivate static func character(at index: Int, place: Place) -> Finding {
    Finding(
      ExternalIDCharacters.self, "the external id's character \(index + 1) is not allowed", at: place,
      help: ["use letters, digits and `_+=,.@:/-`"])
  }
}
