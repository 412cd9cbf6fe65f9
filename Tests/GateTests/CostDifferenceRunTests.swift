import Requests
import Money
import Findings
import Costs
import Foundation
import TestSupport
import Testing

@testable import Gate

/// Which requests are compared with which.
@Suite struct CostDifferenceRunTests {
  private func run(_ names: [String], broken: Set<String> = []) throws -> CheckRun {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let texts = try names.map { name in
      let region = broken.contains(name) ? "5" : "us-east-1"
      return try RequestText.patched("{metadata: {name: \(name)}, spec: {region: \(region)}}")
    }
    try texts.joined(separator: "\n").write(toFile: folder + "/a.ndjson", atomically: true, encoding: .utf8)
    return try CheckRun(
      RequestFiles(paths: [folder + "/a.ndjson"]),
      CheckRun.Options(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader))
  }

  @Test(arguments: [
    (["a"], ["a"], ["a-a"]), (["a"], ["b"], ["a-b"]), (["a", "b"], ["b", "a"], ["b-b", "a-a"]),
    (["a", "b"], ["a"], ["a-a", "b-"]), (["a"], ["b", "a"], ["-b", "a-a"]), (["a", "a"], ["a", "a"], ["a-a", "a-a"]),
    (["a", "a"], ["a"], ["a-a", "a-"]), (["a", "b"], ["c", "d"], ["-c", "-d", "a-", "b-"]),
  ])
  func `requests are matched by name, in order, and one with one whatever its name`(
    old: [String], new: [String], pairs: [String]
  ) throws {
    let difference = try CostDifferenceRun(old: try run(old), new: try run(new))
    let names = difference.pairs.map { pair in
      (pair.difference.old?.request.name ?? "") + "-" + (pair.difference.new?.request.name ?? "")
    }
    #expect(names == pairs)
    #expect(difference.isWhole)
  }

  @Test func `the second of a name is matched with the second`() throws {
    let run = try run(["a", "b", "a"])
    let difference = try CostDifferenceRun(old: run, new: run)
    #expect(difference.pairs.map { $0.oldPlace?.range.start.line } == [1, 2, 3])
    #expect(difference.pairs.allSatisfy { $0.oldPlace == $0.newPlace })
  }

  @Test func `a request that is not complete on a side is not compared, and is no saving`() throws {
    let whole = try run(["a", "b"])
    for (old, new) in [(whole, try run(["a", "b"], broken: ["b"])), (try run(["a", "b"], broken: ["b"]), whole)] {
      let difference = try CostDifferenceRun(old: old, new: new)
      #expect(difference.pairs.map(\.difference.name) == ["a"])
      #expect(difference.unpricedOld.count == 1 && difference.unpricedNew.count == 1 && !difference.isWhole)
      #expect(difference.total.monthly.expected.exact == "0")
    }
  }
}
