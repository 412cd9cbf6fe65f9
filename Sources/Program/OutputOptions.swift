package import ArgumentParser
package import Findings
import Glibc
import Platform
package import Reports

/// In which format the report is written, and where.
package struct OutputOptions: ParsableArguments {
  package init() {}

  @Option(
    name: .customLong("format"),
    help:
      "The format of standard output: text or json; for tests also junit, for whatif html, markdown and focus, for cost markdown and focus."
  )
  package var format: Format = .text

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Write a report to a file too, `-` for standard output.", valueName: "format=path"))
  package var outputs: [FileOutput] = []

  // Not a group of its own: each costs a command's start as much as reading a file.
  @Option(help: ColorChoice.help)
  package var color: ColorChoice = .auto

  /// Where a report goes to; standard output has no path.
  package typealias Destination = (format: Format, style: TextStyle, path: String?)

  /// Writes the report in every format asked for; those that the report does not have are wrong usage.
  package func write(formats: Set<Format> = [.text, .json], _ render: (Format, TextStyle) -> PrintableText) throws {
    for (format, style, path) in try destinations(formats: formats) {
      let text = render(format, style)
      if let path { try Output.file(text, path: path) } else { try Output.standardOutput(text) }
    }
  }

  /// The formats asked for, and where each goes to; standard output has no path. Formats that the report does not have
  /// are wrong usage.
  package func destinations(formats: Set<Format> = [.text, .json]) throws -> [Destination] {
    try Self.destinations(format: format, outputs: outputs, color: color, formats: formats)
  }

  /// The same for some values of the options.
  package static func destinations(
    format: Format = .text, outputs: [FileOutput] = [], color: ColorChoice = .auto,
    formats: Set<Format> = [.text, .json]
  ) throws -> [Destination] {
    for format in [format] + outputs.map(\.format) where !formats.contains(format) {
      let names = Format.allCases.filter(formats.contains).map(\.rawValue).joined(separator: ", ")
      throw ValidationError("This report has no format \(format.rawValue); it has \(names).")
    }
    // `-o NAME=-` replaces what `--format` would print.
    let isReplaced = outputs.contains { $0.path == "-" }
    let all = (isReplaced ? [] : [(format, nil)]) + outputs.map { ($0.format, $0.path == "-" ? nil : $0.path) }
    return all.map { format, path in
      let isColored = path == nil ? color.isColored(STDOUT_FILENO) : color == .always
      return (format, TextStyle(isColored: isColored), path)
    }
  }

  package func validate() throws {
    Output.use(color)
    let toStandardOutput = outputs.count { $0.path == "-" }
    if toStandardOutput > 1 { throw ValidationError("Only one format can go to standard output.") }
    // Two reports in one file would leave the last one only.
    for (index, output) in outputs.enumerated() where output.path != "-" {
      if outputs[..<index].contains(where: { $0.path == output.path }) {
        throw ValidationError("Two formats would be written to `\(printable(output.path, limit: 80))`.")
      }
      ReportFiles.add(output.path)
    }
  }
}

/// Whether text is coloured, for commands without a report in several formats.
package struct ColorOptions: ParsableArguments {
  package init() {}

  @Option(help: ColorChoice.help)
  package var color: ColorChoice = .auto

  package func validate() { Output.use(color) }
}

/// The formats of reports.
package enum Format: String, NamedChoice {
  case text, json, junit, html, markdown, focus
}

/// `NAME=PATH`.
package struct FileOutput: ExpressibleByArgument {
  package let format: Format
  package let path: String

  package init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let format = Format(rawValue: String(parts[0])), !parts[1].isEmpty else { return nil }
    self.format = format
    self.path = String(parts[1])
  }
}

/// When colours are used.
package enum ColorChoice: String, NamedChoice {
  case auto, always, never

  static let help: ArgumentHelp = "Use colours: auto, always or never. NO_COLOR is obeyed."

  package func isColored(_ descriptor: CInt) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      // https://no-color.org: set and not empty.
      if let variable = getenv("NO_COLOR"), variable.pointee != 0 { return false }
      if let terminal = getenv("TERM"), String(cString: terminal) == "dumb" { return false }
      return isatty(descriptor) == 1
    }
  }
}
