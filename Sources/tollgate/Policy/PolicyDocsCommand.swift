import Findings
import ArgumentParser
import Gate
import Policies
import Program
import Reports

struct PolicyDocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Write a reference of policies in Markdown to standard output.")

  @OptionGroup var paths: PolicyPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var colors: ColorOptions

  func run() throws {
    let documents = try paths.documents(check)
    guard !documents.findings.contains(where: { $0.severity == .error }) else {
      throw Failure(documents.findings, documents.sources)
    }
    try Output.standardOutput(PolicyReference.render(documents))
  }
}
