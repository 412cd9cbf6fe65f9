import ArgumentParser
import Synchronization

/// The paths of requests that a command is given.
package struct RequestPaths: ParsableArguments {
  package init() {}

  @Argument(help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "paths"))
  private var parsed: [String]

  /// Every path: those that the parser has seen, and those that it was spared.
  package var all: [String] { parsed + Self.spared.withLock { $0 } }

  private static let spared = Mutex<[String]>([])

  /// Takes the paths that the parser is spared, before it begins: it validates a command while it parses.
  static func spare(_ paths: [String]) { spared.withLock { $0 = paths } }
}

/// A command that reads requests, so that it may be given thousands of paths.
package protocol CommandWithRequestPaths: ParsableCommand {
  var requestPaths: RequestPaths { get }
}
