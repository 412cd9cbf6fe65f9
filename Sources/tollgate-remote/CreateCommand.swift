import ArgumentParser
import ControlPlane
import Findings
import Gate
import Program
import Reports
import SubmissionReports
import Requests

struct CreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", _superCommandName: Tool.name, abstract: "Create a cluster.",
    subcommands: [CreateClusterCommand.self])
}

struct CreateClusterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "Check a request given by flags and, if it is approved, create the cluster.",
    discussion: """
      The flags are those of upstream's `lightning create cluster`, all versions together, and some of ours: --label, \
      --workload, --file. Without --enable-performance the cost-savings profile is asked for, as there, unless the file \
      says otherwise; in the direct generation, which has no profiles, only --cost-savings asks for it. Prints the verdict, \
      the price and what will be sent, and asks before it creates anything; a script says --yes. Exit codes are those of \
      `tollgate submit`.
      """)

  @Argument(help: "The cluster's name.")
  var name: String

  @Option(help: "The cloud; aws is the only one.")
  var provider = "aws"

  @Option(
    help: ArgumentHelp(
      "The external id of the role's trust policy; - reads it from standard input. Else LIGHTNING_EXTERNAL_ID.",
      valueName: "id"))
  var externalId: String?

  @Option(help: ArgumentHelp("The role that the control plane assumes.", valueName: "arn"))
  var roleArn: String?

  @Option(help: "The AWS region; us-east-1 if nothing names one.")
  var region: String?

  @Option(help: ArgumentHelp("The instance types that the cluster may use, with commas between.", valueName: "types"))
  var instanceTypes: String?

  @Option(
    help: ArgumentHelp("A label of the request, which policies see; may be given again.", valueName: "key=value"))
  var label: [LabelArgument] = []

  @Option(
    help: ArgumentHelp(
      "The compute nodes and the mean number of busy ones, for the price and policies.",
      valueName: "min=1,max=8,load=0.5"
    ))
  var workload: WorkloadArgument?

  @Option(
    help: ArgumentHelp("A file with one request; flags replace what it says, labels are added.", valueName: "file"),
    completion: .file())
  var file: String?

  @Flag(help: "Print the document that the flags stand for, and send nothing.")
  var printRequest = false

  @Flag(
    help: """
      Ask for the cost-savings profile: one compute node. The default in the kubernetes generation, unless --file says \
      otherwise.
      """)
  var costSavings = false

  @Flag(help: "Ask for the normal profile instead.")
  var enablePerformance = false

  @Flag(help: "Say that the nodes run in capacity that is reserved, so that no quota is asked.")
  var capacityReservation = false

  @Flag(help: "Edit the request in $VISUAL or $EDITOR first.")
  var editBeforeCreation = false

  @OptionGroup var gate: GateOptions
  @OptionGroup var submission: SubmissionOptions
  @OptionGroup var output: OutputOptions<SubmissionFormats>

  func validate() throws {
    guard provider.lowercased() == "aws" else {
      throw ValidationError("the provider `\(printable(provider, limit: 40))` is not supported; aws is the only one.")
    }
    if costSavings, enablePerformance {
      throw ValidationError("--cost-savings and --enable-performance exclude each other.")
    }
    if printRequest, submission.dryRun || submission.yes || submission.isWaiting || editBeforeCreation {
      throw ValidationError("--print-request sends nothing; leave out what is about sending.")
    }
    for (index, one) in label.enumerated() where label[..<index].contains(where: { $0.key == one.key }) {
      throw ValidationError("the label `\(printable(one.key, limit: 80))` is given twice.")
    }
    _ = try types()
  }

  func run() async throws {
    let base = try base()
    var parts = try parts(base)
    if printRequest {
      if externalId != nil || (base.externalId != nil && base.externalId?.variable == nil) {
        Output.note("the external id is left out: set \(ExternalIDArgument.variable) to it")
      }
      let variable = externalId == nil ? base.externalId?.variable : nil
      parts.externalId = .environment(variable: variable ?? ExternalIDArgument.variable)
      let lines = parts.yaml.split(separator: "\n").map { PrintableText(String($0)) + "\n" }
      return try Output.standardOutput(lines.joined())
    }
    let externalId = try ExternalIDArgument.read(externalId, else: base.externalId)
    if case .environment(let variable) = externalId { parts.externalId = .environment(variable: variable) }
    var document = SourceFile(name: "<command line>", text: parts.yaml)
    if editBeforeCreation { document = try edited(document, externalId) }
    try await submission.submit(try run(document, externalId), output: output)
  }

  /// What the file says, without its name.
  private func base() throws -> RequestBase {
    guard let file else { return .empty }
    let files = RequestFiles(paths: [file])
    if files.drafts.count > 1 {
      throw Failure(
        "`--file` is to have one request, and `\(printable(file, limit: 200))` has \(files.drafts.count); nothing was sent",
        help: "put the one that you mean into a file of its own, or `tollgate submit` all of them")
    }
    guard let draft = files.drafts.first, files.drafts.count == 1, !files.isUnreadable, draft.mistakes.isEmpty else {
      // The check's report names every mistake at its place.
      try output.write(.denied(try submission.check(files, gate)))
      throw files.isUnreadable ? ExitCode.unusable : ExitCode.denied
    }
    return RequestBase(draft)
  }

  /// The request of the flags, over the file's.
  private func parts(_ base: RequestBase) throws -> RequestParts {
    guard let role = roleArn ?? base.roleArn else {
      throw ValidationError("Missing expected argument '--role-arn <arn>'; a --file may say it too.")
    }
    let contract = try submission.controlPlane.contract(
      gate.generation, configuration: gate.catalogOptions.configuration)
    var labels = base.labels.filter { old in !label.contains { $0.key == old.key } }
    labels += label.map { ($0.key, $0.value) }
    let isStandard = base.costSavings ?? contract.carries(.costSavings)
    let usage = workload?.over(base.usage) ?? base.usage
    guard (usage.minimumNodes == nil) == (usage.maximumNodes == nil) else {
      throw ValidationError("--workload has only one of `min` and `max`; write both.")
    }
    var parts = RequestParts(
      name: name, description: base.description, labels: labels, region: region ?? base.region ?? "us-east-1",
      roleArn: role, instanceTypes: try types() ?? base.instanceTypes ?? [],
      costSavings: costSavings || (!enablePerformance && isStandard), usage: usage)
    parts.capacityReservation = base.capacityReservation || capacityReservation
    return parts
  }

  private func types() throws -> [String]? {
    guard let instanceTypes else { return nil }
    let types = instanceTypes.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " } }.map { String($0.reversed().drop { $0 == " " }.reversed()) }
    guard !types.contains("") else {
      throw ValidationError("--instance-types `\(printable(instanceTypes, limit: 80))` has an empty name.")
    }
    return types
  }

  private func run(_ document: SourceFile, _ externalId: ExternalID) throws -> CheckRun {
    let files = RequestFiles(document, replacing: RequestParts.externalIdToken, with: externalId)
    return try submission.check(files, gate)
  }

  private func edited(_ document: SourceFile, _ externalId: ExternalID) throws -> SourceFile {
    do {
      let editor = try Editor()
      let secrets = externalId.secret.map { [$0] } ?? []
      let text = try editor.edit(document.text, withholding: secrets) { text in
        let check = try run(SourceFile(name: "<editor>", text: text), externalId)
        return Editor.Review(
          findings: check.approvedRequests.isEmpty ? check.findings : [],
          secretVariables: Set(check.files.drafts.compactMap { $0.externalId?.value.variable }))
      }
      return SourceFile(name: "<editor>", text: text)
    } catch let error as EditingError {
      throw Failure("\(error)", help: error.help)
    }
  }
}
