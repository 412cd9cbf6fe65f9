import Findings
import Platform
import Testing

@Suite struct FindingCollectionTests {
  private func finding(_ code: RuleCode, _ severity: Severity, at offset: Int) -> Finding {
    let position = SourcePosition(offset: offset, line: 1, column: offset + 1)
    return Finding(
      code: code, severity: severity, message: "m", place: Place(source: "a", range: SourceRange(at: position)))
  }

  @Test func `twenty of a code are kept, and the others counted`() {
    var collection = FindingCollection()
    collection.add((0..<1_000).reversed().map { finding("TG401", .error, at: $0) })
    collection.add((0..<20).map { finding("TG402", .warning, at: $0) })
    collection.add((0..<21).map { finding("TG401", .note, at: $0) })
    collection.sort()
    #expect(collection.findings.count == 60)
    #expect(
      collection.findings.map(\.place.range.start.offset)
        == collection.findings.map(\.place.range.start.offset).sorted())
    #expect(collection.omitted.map(\.count) == [980, 1])
    #expect(collection.omitted.map(\.denies) == [true, false])
  }

  @Test func `an exception excuses what is omitted too`() throws {
    var collection = FindingCollection((0..<30).map { finding("TG401", .error, at: $0) })
    let place = Place(source: "e", range: SourceRange(at: .start))
    let exception = FindingException(
      name: "e", reason: "r", ticket: "t", approvedBy: "a", expires: try #require(CalendarDate("2026-12-31")),
      place: place)
    collection.apply { findings in
      findings.map { finding in
        var finding = finding
        finding.exception = exception
        return finding
      }
    }
    #expect(collection.omitted == collection.omitted.filter { $0.exception == exception })
    #expect(collection.omitted.allSatisfy { !$0.denies })
  }
}
