package import ArgumentParser
import Dispatch
import Findings
import Glibc
import Platform
import Reports
import Spelling

/// The commands of a program, from its arguments to its exit code.
package struct CommandTree: Sendable {
  private let root: any ParsableCommand.Type

  /// The commands below a root.
  package init(_ root: any ParsableCommand.Type) { self.root = root }

  /// The command that the first word names, and its options. Parsing from the root would come to the same, but the parser
  /// searches the whole program for what its words may be: that takes longer than a check.
  private func parsed(_ arguments: [String]) throws -> any ParsableCommand {
    guard let word = arguments.first, let command = command(named: word) else { return try root.parseAsRoot(arguments) }
    guard command is any CommandWithRequestPaths.Type else {
      return try command.parseAsRoot(Array(arguments.dropFirst()))
    }
    let (parsed, spared) = Arguments.split(Array(arguments.dropFirst()))
    RequestPaths.spare(spared, of: Array(arguments.dropFirst()))
    return try command.parseAsRoot(parsed)
  }

  /// Runs the command that arguments name, and ends the program. Threads and files are checked before a task starts.
  /// - Parameter directly: Runs what needs no parser; false where the arguments are for the parser.
  package func run(_ arguments: [String], directly: ([String]) throws -> Bool = { _ in false }) -> Never {
    do {
      if try directly(arguments) { Glibc.exit(0) }
      // The parser has help for anything.
      if arguments.first == "help", let text = unknownCommand(Array(arguments.dropFirst())) {
        Output.standardError(text)
        Glibc.exit(ExitCode.unusable.rawValue)
      }
      var command = try parsed(arguments)
      guard let asynchronous = command as? any AsyncParsableCommand else {
        try command.run()
        Glibc.exit(0)
      }
      try Self.checkResources()
      // INVARIANT: handed over to the task, and not touched here again.
      nonisolated(unsafe) var handedOver = asynchronous
      Task {
        do {
          try await handedOver.run()
          Glibc.exit(0)
        } catch { end(error, arguments) }
      }
      dispatchMain()
    } catch { end(error, arguments) }
  }

  /// Whether there are the threads and files that tasks take: without them a task would not begin, and its command not end.
  private static func checkResources() throws {
    do throws(ResourceError) { try ProcessResources.check() } catch { throw Failure("\(error)", help: error.help) }
  }

  private func command(named name: String) -> (any ParsableCommand.Type)? {
    root.configuration.subcommands.first { $0.configuration.commandName == name }
  }

  /// Ends the program after a failure.
  package static func end(_ failure: Failure) -> Never {
    Output.standardError(Output.fitting { failure.render($0) })
    Glibc.exit(failure.code.rawValue)
  }

  /// Ends the program after an error, with the code that belongs to it.
  private func end(_ error: any Error, _ arguments: [String]) -> Never {
    // A command has reported and chosen its code.
    if let chosen = error as? ExitCode { Glibc.exit(chosen.rawValue) }
    if let failure = Failure(error) { Self.end(failure) }
    if root.exitCode(for: error) == .success {
      let help = PrintableText(alreadyPrintable: root.fullMessage(for: error) + "\n")
      let text = TextStyle(isColored: false, width: Output.columns(of: STDOUT_FILENO)).fitted(help)
      if Arguments.askForHelp(arguments) {
        do { try Output.standardOutput(text) } catch { Glibc.exit(ExitCode.unusable.rawValue) }
        Glibc.exit(0)
      }
      // A command that needs another word prints its help; nothing has been checked.
      Output.standardError(text)
      Glibc.exit(ExitCode.unusable.rawValue)
    }
    Output.standardError(usage(error, arguments))
    Glibc.exit(ExitCode.unusable.rawValue)
  }

  /// That there is no command of the name that arguments begin with; nil if there is one.
  private func unknownCommand(_ arguments: [String]) -> PrintableText? {
    let (command, type) = command(named: arguments)
    let rest = arguments.dropFirst(command.count)
    if !type.configuration.subcommands.isEmpty, let word = rest.first, !word.hasPrefix("-"), word != "help" {
      let names = type.configuration.subcommands.compactMap { $0.configuration.commandName }
      let nearest = Spelling.nearest(to: word, in: names).first.map { Spelling.question($0) }
      let path = (command + [word]).joined(separator: " ")
      return Output.fitting {
        ErrorText.message(
          "there is no command `\(printable(path, limit: 80))`",
          help: nearest ?? "`\(([Tool.name] + command + ["--help"]).joined(separator: " "))` lists the commands", $0)
      }
    }
    return nil
  }

  /// What is wrong with the arguments. The parser repeats them as they are, so it is asked again with arguments in which
  /// everything is visible.
  private func usage(_ error: any Error, _ arguments: [String]) -> PrintableText {
    if let text = unknownCommand(arguments) { return text }
    let visible = arguments.map { printable($0) }
    var words = root.message(for: error)
    if visible != arguments {
      words = "an argument cannot be used"
      do { _ = try parsed(visible) } catch { words = root.message(for: error) }
    }
    return Output.fitting {
      UsageText(words, command: command(named: arguments).words.joined(separator: " ")).render($0)
    }
  }

  /// The command that arguments name, such as `policy test`.
  private func command(named arguments: [String]) -> (words: [String], type: any ParsableCommand.Type) {
    var words: [String] = []
    var type = root
    for word in arguments {
      guard let next = type.configuration.subcommands.first(where: { $0.configuration.commandName == word }) else {
        break
      }
      words.append(word)
      type = next
    }
    return (words, type)
  }
}

extension ExitCode {
  /// A request was denied, or a check failed.
  package static let denied = ExitCode(1)
  /// Wrong usage, no request, or input that cannot be used.
  package static let unusable = ExitCode(2)
  /// The control plane refused, failed or could not be reached, or waiting took too long.
  package static let unreachable = ExitCode(3)
}
