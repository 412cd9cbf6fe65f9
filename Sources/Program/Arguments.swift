import CProcess
import Findings
import Glibc

/// The arguments of the program, and what is refused before they are parsed.
package enum Arguments {
  /// The arguments after the program's name, as the system handed them over: Swift's own `CommandLine` finds none where
  /// `/proc` is not mounted.
  package static let all: [String] = {
    guard let arguments = tollgate_argument_vector() else { return Array(CommandLine.arguments.dropFirst()) }
    return (1..<max(1, Int(tollgate_argument_count()))).compactMap { index in
      arguments[index].map { String(cString: $0) }
    }
  }()

  /// The first argument that is not UTF-8, as it is shown: with its bytes replaced it could be the name of another file.
  private static let notUTF8: String? = {
    guard let arguments = tollgate_argument_vector() else { return nil }
    return (1..<max(1, Int(tollgate_argument_count()))).lazy.compactMap { arguments[$0] }.first {
      String(validatingCString: $0) == nil
    }.map { String(cString: $0) }
  }()

  /// Options that the parser adds, and that end a program with 0 whatever else is asked for.
  private static let hiddenOptions = ["--generate-completion-script", "--experimental-dump-help"]

  /// The short options of all commands.
  private static let shortOptions = ["-h", "-o", "-q"]

  /// Why the arguments must not even be parsed: a file whose name looks like an option, which a pattern of the shell may
  /// have put there, or short options that no command has. Both could otherwise end a gate with 0 before it has checked
  /// anything. What stands behind `--` is a path.
  package static func refusal(of arguments: [String]) -> (message: String, help: String)? {
    if let notUTF8 {
      return (
        "the argument `\(printable(notUTF8, limit: 80))` is not UTF-8", "rename the file, or name its folder instead"
      )
    }
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("-") && argument != "-" {
      var status = stat()
      if lstat(argument, &status) == 0 {
        return (
          "`\(printable(argument, limit: 80))` looks like an option, and a file here has that name",
          "write `./\(printable(argument, limit: 80))` for the file, or `--` before the names of files; "
            + "to use the option, go to another folder"
        )
      }
      let isOfTheParser = hiddenOptions.contains { argument == $0 || argument.hasPrefix($0 + "=") }
      if isOfTheParser, arguments.count > 2 {
        return (
          "`\(printable(argument, limit: 80))` stands alone", "`tollgate COMMAND --help` lists a command's options"
        )
      }
      if argument.hasPrefix("---") || (!argument.hasPrefix("--") && !shortOptions.contains(argument)) {
        if argument.utf8.dropFirst().first.map({ (0x30...0x39).contains($0) }) ?? false {
          return (
            "`\(printable(argument, limit: 80))` is negative, and no option takes such a number", "write one from 0 on"
          )
        }
        return (
          "there is no option `\(printable(argument, limit: 80))`",
          "`tollgate --help` lists the commands, `tollgate COMMAND --help` a command's options"
        )
      }
    }
    return nil
  }

  /// The arguments of a command that reads requests, for the parser, and the places of paths that it need not see: the time
  /// that it takes grows with the square of their number.
  static func split(_ arguments: [String]) -> (parsed: [String], spared: Set<Int>) {
    var parsed = [String]()
    var spared = Set<Int>()
    var isBehindSeparator = false
    // How many arguments have come since the last option: the first may be its value, and one path must stay.
    var sinceOption = 0
    for (place, argument) in arguments.enumerated() {
      if !isBehindSeparator, argument.hasPrefix("-"), argument != "-" {
        isBehindSeparator = argument == "--"
        sinceOption = 0
        parsed.append(argument)
      } else if sinceOption < 2 {
        sinceOption += 1
        parsed.append(argument)
      } else {
        spared.insert(place)
      }
    }
    return (parsed, spared)
  }

  /// Whether the arguments ask for help or the version, so that printing it is what was wanted.
  package static func askForHelp(_ arguments: [String]) -> Bool {
    let questions = ["-h", "--help", "--help-hidden", "--version"]
    return arguments.first == "help"
      || arguments.prefix { $0 != "--" }.contains { argument in
        questions.contains(argument) || argument.hasPrefix("--generate-completion-script")
          || argument.hasPrefix("--experimental-dump-help")
      }
  }
}
