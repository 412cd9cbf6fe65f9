import ArgumentParser
import CEL
import Catalog
import Documents
import Findings
import Gate
import Platform
import Policies
import Program
import Reports
import Requests

struct CELCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cel", _superCommandName: Tool.name,
    abstract: "Evaluate an expression of the Common Expression Language, to learn it or to test one.",
    discussion: """
      The fields of the input are variables; `object` is the whole of it. Every library is switched on, with the \
      functions of policies: `money`, `arn`, `instanceType`, `quota` and `region`. With --policy the expression sees what a \
      validation of that policy sees: `cost`, `params`, `variables` and the rest, of the request that --input names. \
      Exits with 0 if there is a value, 1 if the evaluation fails, 2 if the expression cannot be compiled.
      """)

  @Argument(help: "The expression.")
  var expression: String

  @Option(help: ArgumentHelp("A YAML or JSON file with one document, or - for standard input.", valueName: "file"))
  var input: String?

  @Option(help: ArgumentHelp("A file with one policy, and its parameters if it takes any.", valueName: "file"))
  var policy: String?

  @OptionGroup var check: CheckOptions

  @Flag(help: "Show the value of each part of the expression.")
  var trace = false

  @OptionGroup var output: OutputOptions<ExpressionFormats>

  func run() throws {
    let document = try input.map { try read($0) }
    let trial: ExpressionTrial
    do {
      trial = try policy.map { try self.trial(in: $0, document) } ?? self.trial(on: document)
    } catch let error as CompileError {
      throw try report(error)
    }
    try output.write(trial)
    if case .failure = trial.evaluation.result { throw ExitCode.denied }
  }

  /// The expression with every library. The catalog is loaded for expressions that need it.
  private func trial(on document: Node?) throws -> ExpressionTrial {
    if check.gate.catalogOptions.catalog == nil {
      do {
        return try ExpressionTrial(expression, input: document, isTraced: trace)
      } catch let error as CompileError {
        guard expression.contains("instanceType") || expression.contains("region") else { throw error }
      }
    }
    return try ExpressionTrial(
      expression, input: document, catalog: try check.gate.catalogOptions.load(), isTraced: trace)
  }

  /// The expression in the place of a validation of a policy.
  private func trial(in path: String, _ document: Node?) throws -> ExpressionTrial {
    let draft = document.map { RequestReader.draft(of: $0.asDocument) }
    let regions = Set([draft?.region?.value].compactMap(\.self))
    let material = try check.material(regions: regions)
    let policies = try material.policies([path])
    let names = Set(policies?.documents.policies.map(\.name.value) ?? [])
    guard let policies, names.count == 1 else {
      let count = names.isEmpty ? "no policy" : "\(names.count) policies"
      throw Failure(
        "`\(printable(path, limit: 200))` has \(count) in force, not one",
        help: "give a file with the policy that the expression is for")
    }
    guard let document, let draft else {
      return try ExpressionTrial(expression, in: policies, on: nil, isTraced: trace)
    }
    let gate = material.gate(policies, try check.options())
    let subject = gate.subject(of: draft) ?? gate.subject(ofObject: document)
    guard let subject else {
      throw Failure("the input is not a complete request", help: "`tollgate check` says what it lacks")
    }
    return try ExpressionTrial(expression, in: policies, on: subject, isTraced: trace)
  }

  /// Why the expression cannot be compiled: for people on standard error, as JSON where the value would be.
  private func report(_ error: CompileError) throws -> any Error {
    var isTold = false
    for destination in try output.destinations() {
      let isJSON = destination.format == "json"
      guard isJSON || destination.path != nil else { continue }
      let text = isJSON ? ExpressionJSON.render(error) : ExpressionText(style: destination.style).render(error)
      isTold = isTold || destination.path == nil
      if let path = destination.path { try Output.file(text, path: path) } else { try Output.standardOutput(text) }
    }
    return isTold ? ExitCode.unusable : Failure { ExpressionText(style: $0).render(error) }
  }

  private func read(_ path: String) throws -> Node {
    let limit = DocumentLimits.standard.bytes
    let source = SourceFile(
      name: path == "-" ? "<stdin>" : path,
      bytes: try path == "-" ? FileReading.standardInput(limit: limit) : FileReading.bytes(of: path, limit: limit))
    let file = DocumentReader.read(source)
    let findings = file.errors + file.documents.flatMap(\.findings)
    guard findings.isEmpty else { throw Failure(findings, [source]) }
    guard let document = file.documents.first, file.documents.count == 1 else {
      throw Failure(
        "`\(printable(source.name))` has \(file.documents.count) documents, not one",
        help: "give a file with the one that the expression is about")
    }
    return document.root
  }
}
