import ArgumentParser
import CEL
import Catalog
import Documents
import Policies
import Reports

struct EvaluateExpression: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cel",
    abstract: "Evaluate an expression of the Common Expression Language, to learn it or to test one.",
    discussion: """
      The fields of the input are variables; `object` is the whole of it. Every library is switched on, with the \
      functions of policies: `money` and `arn`, and with --catalog `instanceType` and `region`. Exits with 0 if there is \
      a value, 1 if the evaluation fails, 2 if the expression cannot be compiled.
      """)

  @Argument(help: "The expression.")
  var expression: String

  @Option(help: ArgumentHelp("A YAML or JSON file with one document, or - for standard input.", valueName: "file"))
  var input: String?

  @Option(help: ArgumentHelp("The folder of a catalog, for `instanceType` and `region`.", valueName: "folder"))
  var catalog: String?

  @Flag(help: "Show the value of each part of the expression.")
  var trace = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let document = try input.map { try read($0) }
    let trial: ExpressionTrial
    do {
      trial = try ExpressionTrial(
        expression, input: document, catalog: try catalog.map { try Catalog(directory: $0) }, isTraced: trace)
    } catch let error as CatalogError {
      Output.standardError(ErrorText.render(.catalog(error), style: output.errorStyle))
      throw ExitCode.unusable
    } catch let error as CompileError {
      Output.standardError(ExpressionText(style: output.errorStyle).render(error))
      throw ExitCode.unusable
    }
    try output.write { format, style in
      switch format {
      case .json: ExpressionJSON.render(trial)
      default: ExpressionText(style: style).render(trial)
      }
    }
    if case .failure = trial.evaluation.result { throw ExitCode.denied }
  }

  private func read(_ path: String) throws -> Node {
    let limit = DocumentLimits.standard.bytes
    let source: SourceFile
    do throws(FileError) {
      source = SourceFile(
        name: path == "-" ? "<stdin>" : path,
        bytes: try path == "-" ? FileReading.standardInput(limit: limit) : FileReading.bytes(of: path, limit: limit))
    } catch {
      Output.standardError(ErrorText.message("\(error)", help: nil, output.errorStyle))
      throw ExitCode.unusable
    }
    let file = DocumentReader.read(source)
    let findings = file.errors + file.documents.flatMap(\.findings)
    guard findings.isEmpty else {
      let text = FindingText(sources: [source], style: output.errorStyle)
      Output.standardError(findings.map { text.render($0) }.joined())
      throw ExitCode.unusable
    }
    guard let document = file.documents.first, file.documents.count == 1 else {
      Output.standardError(
        ErrorText.message(
          "`\(printable(source.name))` has \(file.documents.count) documents, not one",
          help: "give a file with the one that the expression is about", output.errorStyle))
      throw ExitCode.unusable
    }
    return document.root
  }
}
