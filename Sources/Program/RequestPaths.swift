package import ArgumentParser
import Gate
import Synchronization

/// The paths of requests that a command is given.
package struct RequestPaths: ParsableArguments {
  package init() {}

  @Argument(
    help: ArgumentHelp(
      "Files, folders, or - for standard input; else the configuration's `requests`.", valueName: "paths"))
  private var parsed: [String] = []

  /// Every path, in the order of the command line: those that the parser has seen, and those that it was spared.
  package var all: [String] {
    let (arguments, spared) = Self.spared.withLock { ($0.arguments, $0.places) }
    var seen = parsed[...]
    var paths: [String] = []
    for (place, argument) in arguments.enumerated() {
      if spared.contains(place) {
        paths.append(argument)
      } else if argument == seen.first {
        paths.append(seen.removeFirst())
      }
    }
    return paths + seen
  }

  /// Every path, or those of the configuration where the command line has none.
  package func all(or configuration: String?) throws -> [String] {
    let paths = all
    guard paths.isEmpty else { return paths }
    let requests = try Configuration(option: configuration).requests
    guard !requests.isEmpty else {
      throw ValidationError("Name files or folders of requests, or list them under `requests` in tollgate.yaml.")
    }
    return requests
  }

  private static let spared = Mutex<(arguments: [String], places: Set<Int>)>(([], []))

  /// Takes the arguments, and the places of those that the parser is spared, before it begins: it validates a command while it
  /// parses.
  static func spare(_ places: Set<Int>, of arguments: [String]) { spared.withLock { $0 = (arguments, places) } }
}

/// A command that reads requests, so that it may be given thousands of paths.
package protocol CommandWithRequestPaths: ParsableCommand {
  var requestPaths: RequestPaths { get }
}
