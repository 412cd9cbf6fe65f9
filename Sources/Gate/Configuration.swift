import Catalog
import Costs
import Documents
public import Findings
import Platform
public import Requests
public import Rules
import Spelling

/// What an organisation sets in `tollgate.yaml`.
public struct Configuration: Sendable {
  /// Its file; nil if there is none and everything is as it comes.
  public var path: String? { source?.name }
  let source: SourceFile?
  /// The files and folders that it names, each with its field and its place.
  private let namedPaths: [(path: String, field: String, place: Place)]
  /// The catalog's folder, if set.
  public let catalog: String?
  /// The cost profile's file, if set.
  public let costProfile: String?
  /// The options of the cost profile that bills have, where they stand.
  let costOptions: [Located<String>]
  /// The files and folders of requests that commands without a path read; none by default.
  public let requests: [String]
  /// The files and folders of the organisation's policies; none by default.
  public let policies: [String]
  /// What policies must hold, as far as the configuration says so.
  let policyPins: [PolicyPin]
  /// The file of findings that do not deny a request, if set.
  public let baseline: String?
  /// The rules with their settings.
  public let rules: RuleSet
  /// The workloads by which requests are priced whatever they say; none by default.
  public let workloads: FixedWorkloads

  /// How requests are put to the control plane.
  public let contract: RequestContract

  /// The AWS accounts whose quotas are known.
  let accounts: [AccountSettings]

  /// Everything as it comes.
  public static let standard = Configuration(
    source: nil, namedPaths: [], catalog: nil, costProfile: nil, costOptions: [], requests: [], policies: [],
    policyPins: [],
    baseline: nil, rules: .standard, workloads: .none, contract: RequestContract(), accounts: [])

  /// The name of the file that is looked for.
  public static let fileName = "tollgate.yaml"

  private init(
    source: SourceFile?, namedPaths: [(path: String, field: String, place: Place)], catalog: String?,
    costProfile: String?, costOptions: [Located<String>], requests: [String], policies: [String],
    policyPins: [PolicyPin], baseline: String?, rules: RuleSet, workloads: FixedWorkloads,
    contract: RequestContract, accounts: [AccountSettings]
  ) {
    self.source = source
    self.namedPaths = namedPaths
    self.catalog = catalog
    self.costProfile = costProfile
    self.costOptions = costOptions
    self.requests = requests
    self.policies = policies
    self.policyPins = policyPins
    self.baseline = baseline
    self.rules = rules
    self.workloads = workloads
    self.contract = contract
    self.accounts = accounts
  }

  /// The nearest `tollgate.yaml` in a folder or those above it; nil if there is none. A link that leads nowhere and a
  /// folder of that name count too: an organisation's policies must not be lost in silence.
  public static func nearest(to directory: String) -> String? {
    var folder = directory[...]
    while true {
      let path = folder.hasSuffix("/") ? folder + fileName : folder + "/" + fileName
      if FileReading.exists(String(path)) { return String(path) }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = slash == folder.startIndex ? "/" : folder[..<slash]
    }
  }

  /// The path of a configuration relative to a folder that it is in or above, such as `../tollgate.yaml`. Reports show it and
  /// the paths beside it.
  private static func shortened(_ path: String, from folder: String) -> String {
    let steps = folder.split(separator: "/").count - (path.split(separator: "/").count - 1)
    return String(repeating: "../", count: steps) + fileName
  }

  /// The configuration at a path, or the one nearest to the working directory, or everything as it comes.
  /// - Throws: `GateError` for a file that cannot be read or used.
  public init(option path: String?) throws(GateError) {
    let source: SourceFile
    do throws(FileError) {
      if let path {
        source = try SourceFile(reading: path)
      } else if let found = Self.nearest(to: FileReading.workingDirectory()) {
        // A pipe that nobody writes to would never end.
        if case .stream = try FileReading.kind(of: found) { throw .notRegular(path: found) }
        source = try SourceFile(reading: Self.shortened(found, from: FileReading.workingDirectory()))
      } else {
        self = .standard
        return
      }
    } catch { throw .file(error) }
    try self.init(source)
  }

  /// Reads a configuration; its paths are relative to its own folder.
  /// - Throws: `GateError.configuration` with every finding.
  public init(_ source: SourceFile) throws(GateError) {
    let file = DocumentReader.read(source)
    guard file.errors.isEmpty else { throw .configuration(findings: file.errors, source: source) }
    guard file.documents.count == 1, let document = file.documents.first else {
      let place = Place(source: source.name, range: SourceRange(at: .start))
      let finding = Finding(
        code: .configuration, severity: .error, message: "a configuration is one document", place: place)
      throw .configuration(findings: [finding], source: source)
    }
    var decoder = TreeDecoder()
    document.findings.forEach { decoder.report($0) }
    let fields = decoder.document(document.root, .configuration, title: "the configuration", known: Self.fields)
    let catalog = decoder.string("catalog", in: fields)
    let costProfile = decoder.string("costProfile", in: fields)
    let costOptions = decoder.strings("costOptions", in: fields) ?? []
    let requests = decoder.strings("requests", in: fields) ?? []
    let policies = decoder.value("policies", in: fields).flatMap { decoder.elements($0, title: "policies") } ?? []
    let baseline = decoder.string("baseline", in: fields)
    let entries = policies.compactMap { PolicyEntry($0, &decoder) }
    var rules = RuleSet.standard
    if let patterns = decoder.strings("externalIdVariables", in: fields) {
      rules.allowExternalIds(from: patterns, &decoder)
    }
    if let node = decoder.value("rules", in: fields) { rules.configure(from: node, .complete, &decoder) }
    let workloads = decoder.value("workload", in: fields).map { FixedWorkloads(from: $0, &decoder) } ?? .none
    let contract = RequestContract(in: fields, &decoder)
    let accounts = AccountSettings.all(in: fields, &decoder) { Self.resolve($0, beside: source.name) }
    guard decoder.findings.isEmpty else {
      throw .configuration(findings: decoder.findings.sorted(by: Finding.isOrderedBefore), source: source)
    }
    let named =
      [("catalog", catalog), ("costProfile", costProfile), ("baseline", baseline)].compactMap { field, path in
        path.map { (field, $0) }
      } + entries.map { ("policies", $0.path) } + requests.map { ("requests", $0) }
    let sheets = accounts.flatMap { $0.sheets.map { ($0.value, "quotas", $0.place) } }
    self.init(
      source: source,
      namedPaths: named.map { field, path in (Self.resolve(path.value, beside: source.name), field, path.place) }
        + sheets,
      catalog: catalog.map { Self.resolve($0.value, beside: source.name) },
      costProfile: costProfile.map { Self.resolve($0.value, beside: source.name) }, costOptions: costOptions,
      requests: requests.map { Self.resolve($0.value, beside: source.name) },
      policies: entries.map { Self.resolve($0.path.value, beside: source.name) },
      policyPins: entries.compactMap { entry in
        entry.digest.map {
          PolicyPin(path: Self.resolve(entry.path.value, beside: source.name), digest: $0, source: source)
        }
      }, baseline: baseline.map { Self.resolve($0.value, beside: source.name) }, rules: rules, workloads: workloads,
      contract: contract, accounts: accounts)
  }

  private static let fields = [
    TreeDecoder.Field("catalog", "catalog: path/to/Catalog"),
    TreeDecoder.Field("costProfile", "costProfile: cost-profile.yaml"),
    TreeDecoder.Field("costOptions", "costOptions: [container-registry]"),
    TreeDecoder.Field("requests", "requests: [clusters]"),
    TreeDecoder.Field("policies", "policies: [Policies]"),
    TreeDecoder.Field("baseline", "baseline: baseline.yaml"),
    TreeDecoder.Field("workload", "workload: {assume: {computeNodes: {min: 1, max: 8}, load: 0.5}, reason: …}"),
    TreeDecoder.Field("controlPlane", "controlPlane: {generation: direct, accept: [instanceTypes]}"),
    TreeDecoder.Field("accounts", "accounts: {\"123456789012\": {quotas: quotas.json}}"),
    TreeDecoder.Field("externalIdVariables", "externalIdVariables: [LIGHTNING_EXTERNAL_ID*]"),
    TreeDecoder.Field("rules", "rules: {TG303: {severity: error}}"),
  ]

  /// The profile with the options that the configuration and a command ask for.
  /// - Throws: `GateError` for an option that the profile does not have, unless it may lack some.
  func including(_ asked: CostOptions, in profile: CostProfile) throws(GateError) -> CostProfile {
    for option in asked.names where !asked.mayBeMissing && !profile.options.contains(option) {
      throw .selection(Self.noOption(option), help: Self.help(option, in: profile))
    }
    if let source, !asked.mayBeMissing {
      let findings = costOptions.filter { !profile.options.contains($0.value) }.map { option in
        Finding(
          code: .configuration, severity: .error, message: Self.noOption(option.value), place: option.place,
          help: [Self.help(option.value, in: profile)])
      }
      guard findings.isEmpty else { throw .configuration(findings: findings, source: source) }
    }
    return profile.including(Set(asked.names + costOptions.map(\.value)))
  }

  private static func noOption(_ name: String) -> String {
    "the cost profile has no option `\(printable(name, limit: 80))`"
  }

  private static func help(_ name: String, in profile: CostProfile) -> String {
    if let nearest = Spelling.nearest(to: name, in: profile.options).first { return Spelling.question(nearest) }
    return profile.options.isEmpty
      ? "it has none" : "its options are " + profile.options.map { printable($0, limit: 80) }.joined(separator: ", ")
  }

  /// The error for what cannot be used, at the place of this configuration that names it; the same one if it does not.
  func placed(_ error: GateError) -> GateError {
    let named: (field: String, place: Place)?
    switch error {
    case .file(let failure):
      named = namedPaths.first { failure.path == $0.path }.map { ($0.field, $0.place) }
    case .catalog(let failure):
      named = namedPaths.first { $0.field == "catalog" && failure.file.hasPrefix($0.path) }.map { ($0.field, $0.place) }
    default: named = nil
    }
    guard let source, let named else { return error }
    let reason =
      switch error {
      case .file(let failure): "\(failure)"
      case .catalog(let failure): "\(failure)"
      default: ""
      }
    let finding = Finding(
      code: .configuration, severity: .error, message: "`\(named.field)` names what cannot be used: \(reason)",
      place: named.place, help: ["correct the path, which begins at the folder of the configuration, or what it names"])
    return .configuration(findings: [finding], source: source)
  }

  /// Compares the policies that were read with the digests that the configuration asks for.
  /// - Throws: `GateError.configuration`.
  public func checkPolicies(_ sources: [SourceFile], at paths: [String]) throws(GateError) {
    for pin in policyPins where paths.contains(pin.path) { try pin.check(sources) }
  }

  /// The files with the quotas of accounts.
  public var quotaSheets: [String] { accounts.flatMap { $0.sheets.map(\.value) } }

  private static func resolve(_ path: String, beside file: String) -> String {
    guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
    var folder = String(file[..<slash])
    var rest = path[...]
    // `a/b/../c` reads better as `a/c`; what goes above the folder's own name is left to the system.
    while rest.hasPrefix("../"), let last = folder.split(separator: "/").last, last != "..", last != "." {
      rest = rest.dropFirst(3)
      folder = String(folder.dropLast(last.count))
      if folder.hasSuffix("/") { folder.removeLast() }
      if folder.isEmpty { return (file.hasPrefix("/") ? "/" : "") + rest }
    }
    return folder + "/" + rest
  }
}
