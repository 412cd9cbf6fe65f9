import Findings
import Requests

struct ExternalIDVariable: Rule {
  static let code: RuleCode = "TG215"
  static let dimensions: RequestDimensions = []
  static let name = "external-id-variable"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: """
      `externalIdFrom` names a variable that the configuration allows in `externalIdVariables` (without it \
      `LIGHTNING_EXTERNAL_ID` and names that begin with it), and not one that holds other credentials.
      """,
    why: """
      What the variable holds is sent to the control plane, and from there to the AWS account of the request's own role. \
      A request must not choose which secret of the submitting machine that is.
      """,
    example: "spec: {externalIdFrom: {env: GITHUB_TOKEN}}",
    fixed: "spec: {externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}}",
    fix: """
      Use `LIGHTNING_EXTERNAL_ID`, or a name that begins with it, such as `LIGHTNING_EXTERNAL_ID_TEAM_A`. For other names the \
      organisation adds them to `externalIdVariables` in its `tollgate.yaml`.
      """
  )

  /// Names of variables; a `*` at the end matches anything.
  var allowed = Self.standard

  static let standard = ["LIGHTNING_EXTERNAL_ID*"]

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard let id = draft.externalId, let variable = id.value.variable else { return [] }
    guard !allows(variable) else { return [] }
    let shown = printable(variable, limit: 80)
    if Self.holdsCredentials(variable) {
      return [
        Finding(
          Self.self, "the variable `\(shown)` holds credentials of its own, not an external id", at: id.place,
          help: ["write `externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}`"])
      ]
    }
    return [
      Finding(
        Self.self, "the variable `\(shown)` may not be read for an external id", at: id.place,
        help: ["write `externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}`"],
        notes: [
          "`externalIdVariables` of the configuration allows \(allowed.map { "`\($0)`" }.joined(separator: ", "))"
        ])
    ]
  }

  /// Whether a variable may be read.
  func allows(_ variable: String) -> Bool {
    !Self.holdsCredentials(variable)
      && allowed.contains { pattern in
        let bytes = pattern.utf8
        return bytes.last == UInt8(ascii: "*")
          ? variable.utf8.starts(with: bytes.dropLast()) : variable.utf8.elementsEqual(bytes)
      }
  }

  /// Whether a variable is known to hold another secret, or has a name typical of such variables: those of AWS (Boto3
  /// guide, "Using environment variables"), of the control plane, and of CI systems.
  static func holdsCredentials(_ variable: String) -> Bool {
    let name = variable.utf8.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 & ~0x20 : $0 }
    return name.starts(with: "AWS_".utf8) || name.elementsEqual("LIGHTNING_USER_ID".utf8)
      || credentialEndings.contains { name.suffix($0.count).elementsEqual($0) }
  }

  private static let credentialEndings = [
    "TOKEN", "API_KEY", "APIKEY", "ACCESS_KEY", "PRIVATE_KEY", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE",
    "CREDENTIAL", "CREDENTIALS",
  ].map { Array($0.utf8) }

  /// Why a pattern in a configuration is invalid; nil if it is valid.
  static func mistake(in pattern: String) -> String? {
    let name = pattern.hasSuffix("*") ? pattern.dropLast() : pattern[...]
    let isName = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & ~0x20) || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    if name.isEmpty || !isName { return "is not the name of a variable, or the beginning of one with `*` behind it" }
    return holdsCredentials(String(name)) ? "names variables that hold other credentials" : nil
  }
}
