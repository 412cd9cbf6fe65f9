import ArgumentParser

/// The paths of requests that a command is given.
struct RequestPaths: ParsableArguments {
  @Argument(help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "paths"))
  private var parsed: [String]

  /// Every path: those that the parser has seen, and those that it was spared.
  var all: [String] { parsed + Arguments.split(Arguments.all).paths }
}

/// A command that reads requests, so that it may be given thousands of paths.
protocol CommandWithRequestPaths: ParsableCommand {
  var requestPaths: RequestPaths { get }
}

extension Tollgate {
  /// The names of the commands that read requests.
  static var commandsWithRequestPaths: [String] {
    configuration.subcommands.compactMap { command in
      (command as? any CommandWithRequestPaths.Type)?.configuration.commandName
    }
  }
}
