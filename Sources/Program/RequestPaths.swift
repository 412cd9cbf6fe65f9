import ArgumentParser

/// The paths of requests that a command is given.
package struct RequestPaths: ParsableArguments {
  package init() {}

  @Argument(help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "paths"))
  private var parsed: [String]

  /// Every path: those that the parser has seen, and those that it was spared.
  package var all: [String] { parsed + Arguments.split(Arguments.all).paths }
}

/// A command that reads requests, so that it may be given thousands of paths.
package protocol CommandWithRequestPaths: ParsableCommand {
  var requestPaths: RequestPaths { get }
}
