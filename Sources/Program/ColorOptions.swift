package import ArgumentParser
import Glibc
package import Reports

/// Whether text is colored, for commands without a report in several formats.
package struct ColorOptions: ParsableArguments {
  package init() {}

  @Option(help: ColorChoice.help)
  package var color: ColorChoice = .auto

  package func validate() { Output.use(color) }

  /// The style of text on standard output.
  package var style: TextStyle {
    TextStyle(isColored: color.isColored(STDOUT_FILENO), width: Output.columns(of: STDOUT_FILENO))
  }
}

/// When colors are used.
package enum ColorChoice: String, NamedChoice {
  case auto, always, never

  static let help: ArgumentHelp = "Use colours: auto, always or never. NO_COLOR and FORCE_COLOR are obeyed."

  package func isColored(_ descriptor: CInt) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      // https://no-color.org: set and not empty.
      if let variable = getenv("NO_COLOR"), variable.pointee != 0 { return false }
      // https://force-color.org and https://bixense.com/clicolors: set, and not to 0.
      if ["FORCE_COLOR", "CLICOLOR_FORCE"].contains(where: Self.isSet) { return true }
      if let terminal = getenv("TERM"), String(cString: terminal) == "dumb" { return false }
      return isatty(descriptor) == 1
    }
  }

  private static func isSet(_ variable: String) -> Bool {
    guard let value = getenv(variable) else { return false }
    return value.pointee != 0 && String(cString: value) != "0"
  }
}
