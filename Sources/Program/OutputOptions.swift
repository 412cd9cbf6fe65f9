package import ArgumentParser
package import Findings
import Glibc
import Platform
package import Reports
import Spelling

/// In which format the report is written, and where.
package struct OutputOptions<Formats: FormatNames>: ParsableArguments {
  package init() {}

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "The format of standard output: \(Formats.names.joined(separator: ", ")).", valueName: "format"),
    completion: .list(Formats.names))
  package var format = "text"

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "Write a report to a file too, `-` for standard output. Its ending may name the format.",
      valueName: "format=path"))
  package var outputs: [FileOutput] = []

  // Not a group of its own: each costs a command's start as much as reading a file.
  @Option(help: ColorChoice.help)
  package var color: ColorChoice = .auto

  /// The formats asked for, and where each goes to.
  package func destinations() throws -> [ReportDestination] {
    try ReportDestination.all(Formats.names, format: format, outputs: outputs, color: color)
  }

  package func validate() throws {
    Output.use(color)
    _ = try destinations()
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

extension OutputOptions where Formats: ReportFormats {
  /// Writes the report in every format asked for.
  /// - Parameter rest: What is written to standard output instead, where it already has the beginning of the report.
  package func write(_ report: Formats.Report, continuing rest: Formats.Report? = nil) throws {
    try write(report, Formats.self, continuing: rest)
  }
}

extension OutputOptions {
  /// Writes another report, which has formats of its own, in every format asked for.
  package func write<Other: ReportFormats>(
    _ report: Other.Report, _ formats: Other.Type, continuing rest: Other.Report? = nil
  ) throws {
    for destination in try ReportDestination.all(Other.names, format: format, outputs: outputs, color: color) {
      // INVARIANT: a destination has one of the formats.
      guard let format = Other.all.first(where: { $0.name == destination.format }) else { continue }
      let report = destination.path == nil ? rest ?? report : report
      let text = destination.fitted(format.render(report, style: destination.style))
      if let path = destination.path { try Output.file(text, path: path) } else { try Output.standardOutput(text) }
    }
  }
}

/// A format that a report is written in, and where it goes to.
package struct ReportDestination {
  package let format: String
  package let style: TextStyle
  /// The file; nil is standard output.
  package let path: String?

  /// What is written: text fits into the terminal, other formats stay as they are.
  package func fitted(_ text: PrintableText) -> PrintableText { format == "text" ? style.fitted(text) : text }

  /// The destinations that options ask for. Formats that the report does not have are wrong usage.
  package static func all(
    _ names: [String], format: String = "text", outputs: [FileOutput] = [], color: ColorChoice = .auto
  ) throws -> [ReportDestination] {
    if let output = outputs.first(where: { $0.format == nil }) {
      let name = output.path.split(separator: "=").first.map(String.init) ?? output.path
      let word = printable(name, limit: 80)
      throw ValidationError(
        names.contains(name)
          ? "-o names a file: write `-o \(word)=PATH`, or `--format \(word)` for standard output."
          : "`-o \(word)` names no format: write FORMAT=PATH, with one of \(names.joined(separator: ", ")).")
    }
    for format in [format] + outputs.compactMap(\.format) where !names.contains(format) {
      let nearest = Spelling.nearest(to: format, in: names).first.map { " Did you mean '\($0)'?" } ?? ""
      throw ValidationError(
        "This report has no format '\(printable(format, limit: 40))'; it has \(names.joined(separator: ", ")).\(nearest)"
      )
    }
    // `-o NAME=-` replaces what `--format` would print.
    let isReplaced = outputs.contains { $0.path == "-" }
    let all =
      (isReplaced ? [] : [(format, nil)]) + outputs.map { ($0.format ?? format, $0.path == "-" ? nil : $0.path) }
    return all.map { format, path in
      let isColored = path == nil ? color.isColored(STDOUT_FILENO) : color == .always
      let width = path == nil ? Output.columns(of: STDOUT_FILENO) : nil
      return ReportDestination(format: format, style: TextStyle(isColored: isColored, width: width), path: path)
    }
  }
}

/// `NAME=PATH`, or a path whose ending names the format.
package struct FileOutput: ExpressibleByArgument {
  /// The format; nil if the argument names none.
  package let format: String?
  package let path: String

  /// An argument without either has no format, and is refused with the names of those that the report has.
  package init(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 1, let format = Self.format(of: argument) {
      (self.format, path) = (format, argument)
      return
    }
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      (format, path) = (nil, argument)
      return
    }
    format = String(parts[0])
    path = String(parts[1])
  }

  /// The format that the ending of a path names.
  private static func format(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return endings[String(name[dot...])]
  }

  private static let endings = [
    ".txt": "text", ".json": "json", ".ndjson": "ndjson", ".sarif": "sarif", ".xml": "junit", ".md": "markdown",
    ".html": "html", ".tap": "tap", ".csv": "csv",
  ]
}
