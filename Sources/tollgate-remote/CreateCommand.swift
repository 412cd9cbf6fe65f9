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
      The flags are those of upstream's `lightning create cluster`, all versions together. Without --enable-performance \
      the cost-savings profile is asked for, as there. Exit codes are those of `tollgate submit`.
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
  var roleArn: String

  @Option(help: "The AWS region.")
  var region = "us-east-1"

  @Option(help: ArgumentHelp("The instance types that the cluster may use, with commas between.", valueName: "types"))
  var instanceTypes: String?

  @Flag(help: "Ask for the cost-savings profile: one compute node. This is the default.")
  var costSavings = false

  @Flag(help: "Ask for the normal profile instead.")
  var enablePerformance = false

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
    _ = try types()
  }

  func run() async throws {
    let externalId = try ExternalIDArgument.read(externalId)
    let parts = RequestParts(
      name: name, region: region, roleArn: roleArn, instanceTypes: try types(), costSavings: !enablePerformance)
    var document = SourceFile(name: "<command line>", text: parts.yaml)
    if editBeforeCreation { document = try edited(document, externalId) }
    try await submission.submit(try run(document, externalId), output: output)
  }

  private func types() throws -> [String] {
    guard let instanceTypes else { return [] }
    let types = instanceTypes.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " } }.map { String($0.reversed().drop { $0 == " " }.reversed()) }
    guard !types.contains("") else {
      throw ValidationError("--instance-types `\(printable(instanceTypes, limit: 80))` has an empty name.")
    }
    return types
  }

  private func run(_ document: SourceFile, _ externalId: ExternalID) throws -> CheckRun {
    let files = RequestFiles(document, replacing: RequestParts.externalIdToken, with: externalId)
    return try gate.runForSubmission(files)
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
