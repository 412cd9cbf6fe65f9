import CLibFuzzer
import Costs
import Findings
import Foundation
import Gate
import Reports
import WhatIf

/// Reads the input as each document that an organisation or a what-if brings: a configuration, a cost profile, scenarios, a
/// load profile; and shows what is wrong with it.
@main
enum FuzzConfigurations {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzConfigurations.run(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }

  /// Time of the processor for reading a document and showing its findings, under the address sanitizer, in
  /// microseconds, the unit of clock(3). What other programs take does not count.
  private static let longest = 5_000_000

  private static func run(_ bytes: [UInt8]) {
    let start = clock()
    for name in ["a.yaml", "a.json"] {
      let source = SourceFile(name: name, bytes: bytes)
      for findings in [configuration(source), costProfile(source), scenarios(source), loadProfile(source)] {
        show(findings, in: source)
      }
    }
    precondition(clock() - start < longest, "reading takes too long")
  }

  private static func configuration(_ source: SourceFile) -> [Finding] {
    do throws(GateError) { _ = try Configuration(source) } catch {
      guard case .configuration(let findings, _) = error else { preconditionFailure("\(error)") }
      return refused(findings)
    }
    return []
  }

  private static func costProfile(_ source: SourceFile) -> [Finding] {
    do throws(CostProfileError) { _ = try CostProfile(source) } catch { return refused(error.findings) }
    return []
  }

  private static func scenarios(_ source: SourceFile) -> [Finding] {
    do throws(WhatIfDocumentError) { _ = try ScenarioDocument.read([source]) } catch { return refused(error.findings) }
    return []
  }

  private static func loadProfile(_ source: SourceFile) -> [Finding] {
    do throws(WhatIfDocumentError) { _ = try LoadPattern(source) } catch { return refused(error.findings) }
    return []
  }

  /// What is refused says why.
  private static func refused(_ findings: [Finding]) -> [Finding] {
    precondition(!findings.isEmpty, "refused without a finding")
    return findings
  }

  private static func show(_ findings: [Finding], in source: SourceFile) {
    let renderer = FindingText(sources: [source], style: TextStyle(isColored: false))
    for finding in findings {
      precondition(!finding.message.isEmpty && finding.place.range.start.line > 0)
      let text = renderer.render(finding)
      precondition(
        text.text.utf8.allSatisfy { $0 >= 0x20 || $0 == UInt8(ascii: "\n") }, "a control character is printed")
    }
  }
}
