import ArgumentParser
import Documents
import Findings
import Platform
import Program
import Reports

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", _superCommandName: Tool.name,
    abstract: "Print the JSON Schema of a kind of documents, for editors.",
    discussion: "Write it to a file, and name it in the documents: `# yaml-language-server: $schema=FILE`.")

  @Argument(help: "The kind: \(DocumentSchema.allValueStrings.joined(separator: ", ")).")
  var kind: DocumentSchema

  func run() throws {
    guard let path = ProgramFolder.shared("Schemas/\(kind.rawValue).json"), FileReading.exists(path) else {
      throw Failure(
        "the schemas are not installed beside the program", help: "install it with `make install`, or a package")
    }
    let bytes = try FileReading.bytes(of: path, limit: DocumentLimits.standard.bytes)
    try Output.standardOutput(Output.lines(bytes))
  }
}

/// The kinds of documents that have a schema.
enum DocumentSchema: String, NamedChoice {
  case request, configuration, policy, parameters, exception
  case policyTest = "policy-test"
  case costProfile = "cost-profile"
  case budget, scenario
  case loadProfile = "load-profile"
  case baseline
}
