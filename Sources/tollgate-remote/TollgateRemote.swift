import ArgumentParser
import Glibc
import Ingest
import Program
import Reports

/// The companion of `tollgate`, which starts it: the commands that talk to the control plane or read XML. Its exit codes are
/// those of `tollgate`.
@main
struct TollgateRemote: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Tool.name, abstract: "Sends approved requests to the control plane, and reads the catalog's files.",
    version: Tool.version,
    subcommands: [
      SubmitCommand.self, CreateCommand.self, ListCommand.self, ShowCommand.self, DeleteCommand.self,
      DoctorCommand.self,
      CatalogCommand.self, MakeIndexCommand.self,
    ])

  // Not asynchronous itself, so that what is wrong with the arguments is said before there is a thread.
  static func main() {
    CommandTree(Self.self).run(withoutHandshake(ProgramStart.arguments(loadingCatalogsWith: ReviewedCatalogs())))
  }

  private static func withoutHandshake(_ arguments: [String]) -> [String] {
    guard arguments.first != Handshake.argument else { return Array(arguments.dropFirst()) }
    let isOfAnotherVersion = arguments.first.map(Handshake.isOne) ?? false
    CommandTree.end(
      isOfAnotherVersion
        ? Failure(
          "`tollgate` and its companion `tollgate-remote` are of different versions; this one is \(Tool.version)",
          help: "install Tollgate anew")
        : Failure(
          "`tollgate-remote` is started by `tollgate`", help: "run `tollgate submit` and the like instead"))
  }
}
