public import Findings
import Foundation
public import Testing

/// Compares a text with a file under `Tests/GoldenFiles`. `make golden` writes the files anew; a test that writes one fails,
/// so that a run which compares nothing cannot pass.
public func expectGoldenFile(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let url = URL(fileURLWithPath: Repository.path + "/Tests/GoldenFiles/" + name)
  // The golden files hold no path of the machine that wrote them.
  let text = text.replacingOccurrences(of: Repository.path + "/", with: "")
  if ProcessInfo.processInfo.environment["TOLLGATE_RECORD"] == "1" {
    try Data(text.utf8).write(to: url)
    Issue.record("\(name) is written, not compared: review the diff", sourceLocation: sourceLocation)
    return
  }
  let expected = try String(contentsOf: url, encoding: .utf8)
  #expect(text == expected, "run `make golden` and review the diff", sourceLocation: sourceLocation)
}

/// Compares a report with a file under `Tests/GoldenFiles`.
public func expectGoldenFile(
  _ report: PrintableText, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectGoldenFile(report.text, name, sourceLocation: sourceLocation)
}
