public import Catalog
package import Documents
public import Findings
public import Platform
public import Requests
import Spelling

/// The rules that check requests, with the parameters and severities of a configuration.
public struct RuleSet: Sendable {
  /// The severity that a configuration sets for a rule.
  private enum Setting: Sendable {
    case off
    case severity(Severity)
  }

  private var rules: [any Rule]
  private var settings: [RuleCode: Setting] = [:]

  /// All rules with their defaults.
  public static let standard = RuleSet(rules: Registry.rules.map { $0.init() })

  private init(rules: [any Rule]) {
    self.rules = rules
  }

  /// All findings of a request, including those about its form, ordered by place.
  ///
  /// Findings about the form have codes that cannot be waived, so no setting applies to them.
  public func check(_ draft: RequestDraft, in context: RuleContext) -> FindingCollection {
    var findings = FindingCollection(draft.findings)
    var context = context
    context.roleARN = draft.roleArn.flatMap { RoleARN($0) }
    let region = draft.region?.value
    context.requestedTypes = draft.instanceTypes.map { RequestedType($0, in: region, context.catalog) }
    context.quotaFit = QuotaFit(draft, in: context)
    for rule in rules {
      let found = rule.check(draft, in: context)
      guard !found.isEmpty, let setting = settings[type(of: rule).code] else {
        findings.add(found)
        continue
      }
      if case .severity(let severity) = setting {
        findings.add(
          found.lazy.map { finding in
            var finding = finding
            finding.severity = severity
            return finding
          })
      }
    }
    findings.sort()
    return findings
  }

  /// What the rule about the age of the catalog says, for commands that price without checking; nil if nothing, and where a
  /// configuration turns the rule off.
  public func staleness(of catalog: Catalog, asOf day: CalendarDate) -> String? {
    if case .off? = settings[CatalogAge.code] { return nil }
    return rules.lazy.compactMap { $0 as? CatalogAge }.first?.message(catalog, asOf: day)
  }

  /// Whether a request may take its external ID from an environment variable.
  public func allowsExternalId(from variable: String) -> Bool {
    rules.contains { ($0 as? ExternalIDVariable)?.allows(variable) ?? false }
  }

  /// These rules with the default severity wherever a configuration lowered it: lowered severities do not apply to
  /// submissions. Raised severities and rule parameters are kept.
  public var enforced: RuleSet {
    var rules = self
    for rule in rules.rules {
      let rule = type(of: rule)
      guard let setting = settings[rule.code] else { continue }
      if case .severity(let severity) = setting, severity >= rule.severity { continue }
      rules.settings[rule.code] = nil
    }
    return rules
  }

  // MARK: Configuration

  /// Applies the `externalIdVariables` of a configuration.
  package mutating func allowExternalIds(from patterns: [Located<String>], _ decoder: inout TreeDecoder) {
    for pattern in patterns {
      guard let mistake = ExternalIDVariable.mistake(in: pattern.value) else { continue }
      decoder.report(
        .configuration(
          "`\(printable(pattern.value, limit: 80))` \(mistake)", at: pattern.place,
          help: ["write names such as `LIGHTNING_EXTERNAL_ID` or `LIGHTNING_EXTERNAL_ID_*`"]))
    }
    let allowed = patterns.map(\.value)
    rules = rules.map { $0 is ExternalIDVariable ? ExternalIDVariable(allowed: allowed) : $0 }
  }

  private static let commonFields = [TreeDecoder.Field("severity", "severity: warning")]

  /// Applies the `rules` section of a configuration: a mapping from codes or names to settings.
  package mutating func configure(from node: Node, _ registry: Registry, _ decoder: inout TreeDecoder) {
    guard case .mapping(let members) = node.value else {
      decoder.report(.wrongType("rules", expected: "a mapping", node))
      return
    }
    for member in members {
      let key = member.key.value
      if let index = rules.firstIndex(where: { type(of: $0).code.description == key || type(of: $0).name == key }) {
        rules[index] = configured(rules[index], from: member, &decoder)
      } else if let entry = registry.entry(of: key) {
        decoder.report(.notConfigurable(entry, at: member.key.place))
      } else {
        decoder.report(.unknownRule(member.key, registry))
      }
    }
  }

  private mutating func configured<Configured: Rule>(
    _ rule: Configured, from member: Node.Member, _ decoder: inout TreeDecoder
  ) -> Configured {
    let known = Self.commonFields + Configured.parameters.map { TreeDecoder.Field($0.name, "\($0.name): …") }
    guard let fields = decoder.fields(of: member.value, title: member.key.value, at: member.key.place, known: known)
    else { return rule }
    if let severity = decoder.string("severity", in: fields) { set(severity, for: Configured.self, &decoder) }
    var rule = rule
    for parameter in Configured.parameters { parameter.set(&rule, fields, &decoder) }
    return rule
  }

  private mutating func set<Configured: Rule>(
    _ value: Located<String>, for rule: Configured.Type, _ decoder: inout TreeDecoder
  ) {
    let severity = Severity(rawValue: value.value)
    guard severity != nil || value.value == "off" else {
      decoder.report(.unknownSeverity(value))
      return
    }
    let isLower = severity.map { $0 < rule.severity } ?? true
    guard rule.isWaivable || !isLower else {
      decoder.report(.notWaivable(rule.code, rule.name, at: value.place))
      return
    }
    settings[rule.code] = severity.map { .severity($0) } ?? .off
  }
}

extension Finding {
  fileprivate static func configuration(_ message: String, at place: Place, help: [String] = []) -> Finding {
    Finding(code: .configuration, severity: .error, message: message, place: place, help: help)
  }

  fileprivate static func unknownRule(_ key: Located<String>, _ registry: Registry) -> Finding {
    let names = registry.entries.flatMap { [$0.code.description, $0.name] }
    let nearest = Spelling.nearest(to: key.value, in: names).first
    return .configuration(
      "there is no rule `\(printable(key.value, limit: 80))`", at: key.place,
      help: [nearest.map { Spelling.question($0) } ?? "`tollgate rules` lists them"])
  }

  fileprivate static func unknownSeverity(_ value: Located<String>) -> Finding {
    .configuration(
      "`\(printable(value.value, limit: 80))` is not a severity", at: value.place,
      help: ["write `error`, `warning`, `note` or `off`"])
  }

  fileprivate static func notWaivable(_ code: RuleCode, _ name: String, at place: Place) -> Finding {
    .configuration(
      "\(code) (\(name)) cannot be lowered or switched off", at: place,
      help: ["AWS or the control plane would refuse the request all the same, or its safety rests on this rule"])
  }

  fileprivate static func notConfigurable(_ entry: RuleEntry, at place: Place) -> Finding {
    .configuration("\(entry.code) (\(entry.name)) is about a document's form and has no settings", at: place)
  }
}
