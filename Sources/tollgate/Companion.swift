import ArgumentParser
import Glibc
import Platform
import Program
import Reports

/// The program that talks to others or reads XML: `tollgate-remote`, as git has git-remote-https. The program that decides
/// neither contains nor loads any network code.
enum Companion {
  /// Its name.
  static let name = "tollgate-remote"

  /// Its commands below `tollgate` itself.
  static let commands: [any ParsableCommand.Type] = [
    Submit.self, Create.self, List.self, Show.self, Delete.self, Doctor.self,
  ]

  /// Whether arguments are a command of the companion, or ask for its help.
  static func has(_ arguments: [String]) -> Bool {
    var words = arguments.filter { $0 != "help" }[...]
    var commands = Tollgate.configuration.subcommands
    while let command = commands.first(where: { $0.configuration.commandName == words.first }) {
      if (Self.commands + CatalogCommand.ofCompanion).contains(where: { $0 == command }) { return true }
      words = words.dropFirst()
      commands = command.configuration.subcommands
    }
    return false
  }

  /// Becomes the companion, with the same arguments.
  static func become(_ arguments: [String]) -> Never {
    switch path {
    case .success(let path):
      let words = [name, Handshake.argument] + arguments
      var pointers = words.map { strdup($0) } + [nil]
      execv(path, &pointers)
      CommandTree.end(Failure("`\(path)` cannot be started: \(SystemError.last)", help: "install Tollgate anew"))
    case .failure(let error): CommandTree.end(Failure(error.message, help: error.help))
    }
  }

  /// The companion cannot be found or started.
  struct Missing: Error {
    let message: String
    let help: String
  }

  /// Where it lies.
  static var path: Result<String, Missing> {
    guard let folder = ProgramFolder.path, let installation = ProgramFolder.installation else {
      return .failure(
        Missing(
          message: "the folder of this program is not known", help: "mount /proc, or start `tollgate` by its path"))
    }
    let places = ["\(installation)/libexec/tollgate/\(name)", "\(folder)/\(name)"]
    if let path = places.first(where: { access($0, X_OK) == 0 }) { return .success(path) }
    return .failure(
      Missing(
        message: "the program `\(name)` is missing; it was looked for at `\(places[0])` and `\(places[1])`",
        help: "install it: `make install` puts both programs in their places, pip needs `tollgate-byoc[remote]`"))
  }
}

/// A command of the companion, as the help of `tollgate` lists it; the companion owns its options and its own help.
protocol CompanionCommand: ParsableCommand {}

extension CompanionCommand {
  mutating func run() { Companion.become(Arguments.all) }
}

struct Submit: CompanionCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Check requests and, if all are approved, create their clusters.")
}

struct Create: CompanionCommand {
  static let configuration = CommandConfiguration(commandName: "create", abstract: "Create a cluster.")
}

struct List: CompanionCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List clusters.")
}

struct Show: CompanionCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a cluster.")
}

struct Doctor: CompanionCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check the installation and say what to fix.")
}

struct Delete: CompanionCommand {
  static let configuration = CommandConfiguration(commandName: "delete", abstract: "Delete a cluster.")
}
