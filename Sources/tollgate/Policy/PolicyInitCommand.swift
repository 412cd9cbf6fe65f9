import ArgumentParser
import Findings
import Glibc
import Platform
import Policies
import Program
import Reports

struct PolicyInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a policy with its parameters and tests to begin with.",
    discussion: "Nothing that exists is overwritten.")

  @Argument(help: "The folder; it is made if it does not exist.")
  var folder = "policies"

  @OptionGroup var colors: ColorOptions

  func run() throws {
    for file in PolicyStart.files where access(folder + "/" + file.path, F_OK) == 0 {
      throw Failure("`\(printable(folder))/\(file.path)` exists already", help: "name another folder")
    }
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw Failure("cannot make the folder `\(printable(folder))`: \(SystemError.last)")
    }
    for file in PolicyStart.files {
      try Output.file(PrintableText(alreadyPrintable: file.text), path: folder + "/" + file.path)
    }
    try Output.say(
      """
      wrote \(PolicyStart.files.map { folder + "/" + $0.path }.joined(separator: " and "))
      next: `tollgate policy test \(folder)`, then list the folder under `policies` in tollgate.yaml

      """)
  }
}
