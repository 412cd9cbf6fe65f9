import Findings
import Gate
import Glibc
import Program
import Reports

/// One report of a check, written a part at a time.
struct CheckReport {
  private enum Renderer {
    case text(CheckText, hasBegun: Bool)
    case json(CheckJSONStream)
  }

  private var renderer: Renderer
  /// Where to; nil is standard output.
  private let path: String?
  /// The open file, from the first part on: where nothing can be checked, none is written.
  private var file: OutputFile?

  init(_ format: Format, _ style: TextStyle, path: String?) {
    renderer = format == .json ? .json(CheckJSONStream()) : .text(CheckText(style: style), hasBegun: false)
    self.path = path
  }

  mutating func write(_ part: CheckPart, _ basis: CheckBasis) throws {
    switch renderer {
    case .text(let text, let hasBegun):
      renderer = .text(text, hasBegun: true)
      try write(hasBegun ? text.continuation(part) : text.beginning(part, basis))
    case .json(var stream):
      let text = stream.render(part, basis)
      renderer = .json(stream)
      try write(text)
    }
  }

  mutating func end(_ tally: CheckTally, _ basis: CheckBasis) throws {
    switch renderer {
    case .text(let text, _): try write(text.summary(tally, basis))
    case .json(let stream): try write(stream.end(tally))
    }
    try file?.finish()
    file = nil
  }

  /// Leaves the file as it was before the run.
  mutating func abandon() {
    file?.abandon()
    file = nil
  }

  private mutating func write(_ text: PrintableText) throws {
    guard let path else { return try Output.standardOutput(text) }
    let file = try file ?? OutputFile(path)
    self.file = file
    try file.write(text.text)
  }
}
