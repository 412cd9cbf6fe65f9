import Findings
import ArgumentParser
import Gate
import Policies
import Program
import Reports

struct DocumentPolicies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs", abstract: "Write a reference of policies in Markdown to standard output.")

  @OptionGroup var paths: PolicyPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var colors: ColorOptions

  func run() throws {
    let documents = try paths.documents(check, style: colors.errorStyle)
    guard !documents.findings.contains(where: { $0.severity == .error }) else {
      Output.standardError(
        ErrorText.render(.policies(findings: documents.findings, sources: documents.sources), style: colors.errorStyle))
      throw ExitCode.unusable
    }
    try Output.standardOutput(PolicyReference.render(documents.policies))
  }
}
