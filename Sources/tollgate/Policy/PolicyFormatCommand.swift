import Findings
import ArgumentParser
import Policies
import Program
import Reports

struct PolicyFormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Reformat the expressions of policies; nothing else in the files changes.",
    discussion: "With --check nothing is written, and the exit code is 1 if a file would change.")

  @OptionGroup var paths: PolicyPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var colors: ColorOptions

  @Flag(name: .customLong("check"), help: "Only name the files that would change.")
  var isCheck = false

  func run() throws {
    let documents = try paths.documents(check)
    var changed = 0
    for source in documents.sources {
      let format = PolicyFormat(source)
      guard format.errors.isEmpty else { throw Failure(format.errors, [source]) }
      guard format.formatted != String(decoding: source.bytes, as: UTF8.self) else { continue }
      changed += 1
      if !isCheck { try Output.replace(source.name, with: format.formatted) }
      try Output.say("\(isCheck ? "would format" : "formatted") \(source.name)\n")
    }
    let unchanged = documents.sources.count - changed
    try Output.say("\(changed) of \(changed + unchanged) files \(isCheck ? "would change" : "changed")\n")
    if isCheck, changed > 0 { throw ExitCode.denied }
  }
}
