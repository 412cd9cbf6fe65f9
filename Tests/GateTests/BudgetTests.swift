import Costs
import Findings
import Foundation
import Money
import Platform
import Policies
import Requests
import TestSupport
import Testing

@testable import Gate

/// Budgets over the requests of a run.
@Suite struct BudgetTests {
  /// A folder with a configuration, budgets, and requests.
  private final class Space {
    let folder: String

    init(budgets: String) throws {
      folder = try Repository.temporaryFolder()
      try FileManager.default.createDirectory(atPath: folder + "/policies", withIntermediateDirectories: true)
      try write(budgets, "policies/budgets.yaml")
      try write(
        "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [policies]\n", "tollgate.yaml")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @discardableResult
    func write(_ text: String, _ name: String) throws -> String {
      try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
      return folder + "/" + name
    }

    var options: CheckRun.Options {
      CheckRun.Options(
        configuration: folder + "/tollgate.yaml", catalog: Repository.catalogPath, asOf: Repository.day,
        loader: SharedCatalog())
    }

    func run(_ paths: [String], existing: [String] = [], enforcing: Bool = false) throws -> CheckRun {
      var options = options
      options.existing = existing
      options.isSubmission = enforcing
      return try CheckRun(RequestFiles(paths: paths), options)
    }
  }

  private static func budget(
    _ name: String, _ cap: String, _ requests: String = "{matchLabels: {team: vision}}", _ rest: String = ""
  ) -> String {
    """
    apiVersion: tollgate/v1
    kind: Budget
    metadata: {name: \(name)}
    spec: {monthly: \(cap), currency: USD, requests: \(requests)\(rest.isEmpty ? "" : ", " + rest)}

    """
  }

  private static func budget(_ cap: String) -> String { budget("vision", cap) }

  private static func request(
    _ name: String, team: String = "vision", account: String = "123456789012", type: String = "m7i.xlarge"
  ) -> String {
    RequestText.approved.replacing("name: vision-train", with: "name: \(name)\n  labels: {team: \(team)}")
      .replacing("123456789012", with: account).replacing("m7i.xlarge", with: type) + "\n"
  }

  /// What a request costs in a run of its own.
  private func cost(_ text: String) throws -> Money {
    let draft = try #require(RequestText.drafts(text).first)
    return try #require(try Repository.gate().evaluate(draft).bills).reported.selectedEstimate.total.expected
  }

  private func findings(_ run: CheckRun) -> [String] {
    run.verdicts.flatMap { verdict in
      verdict.findings.filter(\.code.isOfPolicy).map { "\(verdict.draft.name?.value ?? ""): \($0.code)" }
    }
  }

  // MARK: Sums and verdicts

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func `who is denied follows from the sums, whatever the order of requests`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let budgets = [
      ("vision", "{matchLabels: {team: vision}}"),
      ("west", "{regions: [us-west-2], matchExpressions: [{key: team, operator: Exists}]}"),
      ("account", "{accounts: [\"123456789012\"]}"), ("all", "{}"),
    ].map { name, requests in (name, requests, Int.random(in: 500...20_000, using: &generator)) }
    let space = try Space(
      budgets: budgets.map { Self.budget($0.0, "\($0.2)", $0.1) }.joined(separator: "---\n"))
    let documents = RandomRequests.documents(24, seed: seed, withUnknownPrices: false)
    let existing = RandomRequests.documents(6, seed: seed + 100, withUnknownPrices: false).map {
      $0.replacing("name: ", with: "name: old-")
    }
    let old = try RandomRequests.write(existing, "old.yaml", in: space.folder)
    // By hand, from runs of single requests, without those that are denied already.
    let gate = try Repository.gate()
    func isApproved(_ text: String) -> Bool { RequestText.drafts(text).allSatisfy { gate.evaluate($0).isApproved } }
    let counted = documents.filter(isApproved)
    #expect(counted.count > 8 && counted.count < 24)
    func share(_ texts: [String], _ isFor: (String) -> Bool) throws -> Money {
      try texts.filter(isFor).reduce(Money.zero(.usd)) { try $0.adding(cost($1)) }
    }
    var exceeded: Set<String> = []
    let isFor: [String: (String) -> Bool] = [
      "vision": { $0.contains("team: vision") },
      "west": { $0.contains("us-west-2") && $0.contains("team: ") }, "account": { $0.contains("iam::123456789012") },
      "all": { _ in true },
    ]
    for (name, _, cap) in budgets {
      let test = try #require(isFor[name])
      let left = try Money("\(cap)", .usd).subtracting(share(existing, test))
      if try counted.contains(where: test) && left.isLess(than: share(counted, test)) { exceeded.insert(name) }
    }
    var verdicts: [Set<String>] = []
    for _ in 0..<3 {
      let shuffled = documents.shuffled(using: &generator)
      let path = try RandomRequests.write(shuffled, in: space.folder)
      let run = try space.run([path], existing: [old])
      #expect(run.verdicts.count == 24)
      for (verdict, text) in zip(run.verdicts, shuffled) {
        let budgets = counted.contains(text) ? exceeded.filter { isFor[$0]?(text) ?? false } : []
        let expected = budgets.map { "\($0)/cap" }.sorted()
        #expect(verdict.findings.filter(\.code.isOfPolicy).map(\.code.description).sorted() == expected)
        #expect(verdict.isApproved == (counted.contains(text) && expected.isEmpty))
      }
      verdicts.append(
        Set(
          run.verdicts.flatMap { verdict in verdict.findings.map { "\(verdict.draft.name?.value ?? ""): \($0.message)" }
          }))
    }
    #expect(Set(verdicts).count == 1)
  }

  @Test func `a cap that is met exactly is kept, and a cent less is not`() throws {
    let one = try cost(Self.request("a"))
    let two = try one.adding(one)
    let cent = try Money("0.01", .usd)
    for (cap, isApproved) in [(two, true), (try two.subtracting(cent), false), (try two.adding(cent), true)] {
      let space = try Space(budgets: Self.budget(cap.exact))
      let path = try space.write(Self.request("a") + "---\n" + Self.request("b"), "requests.yaml")
      #expect(try space.run([path]).verdicts.map(\.isApproved) == [isApproved, isApproved])
    }
  }

  @Test func `what another finding denies does not count`() throws {
    let one = try cost(Self.request("a"))
    let space = try Space(budgets: Self.budget(one.exact))
    let path = try space.write(
      Self.request("a") + "---\n" + Self.request("Not_A_Name") + "---\n" + Self.request("c", team: "language"), "r.yaml"
    )
    let run = try space.run([path])
    #expect(run.verdicts.map(\.isApproved) == [true, false, true])
    #expect(run.basis.budgets.map(\.asked.count) == [1] && run.basis.budgets.map(\.rest) == [.zero(.usd)])
  }

  @Test(arguments: [
    (1, " a month: "), (3, "`r01` (713.68), `r02` (713.68)"), (11, "`r10` (713.68)"), (14, " and 3 more"),
  ])
  func `a finding names ten others at most, and counts the rest`(count: Int, words: String) throws {
    let space = try Space(budgets: Self.budget("1.00"))
    let names = (0..<count).map { "r\($0 < 10 ? "0" : "")\($0)" }
    let path = try space.write(names.map { Self.request($0) }.joined(separator: "---\n"), "r.yaml")
    let run = try space.run([path])
    let cost = try cost(Self.request("a")).rounded(places: 2)
    let notes = run.verdicts[0].findings[0].notes.joined(separator: "\n")
    #expect(notes.contains(words.replacing("713.68", with: cost)), "\(notes)")
    #expect(!notes.contains("`r00`") && notes.split(separator: "`").count <= 22)
    #expect(run.tally.count(.error) == count && run.tally.denied == count)
  }

  @Test(arguments: [(79, "warning"), (80, "warning"), (100, "nothing")])
  func `from a share of the cap on there is a warning`(percent: Int, expected: String) throws {
    // One request uses four fifths of the cap.
    let cap = try cost(Self.request("a")).multiplied(by: try #require(Quantity("1.25")))
    let space = try Space(budgets: Self.budget("vision", cap.exact, "{}", "warnAt: \(percent)"))
    let run = try space.run([try space.write(Self.request("a"), "r.yaml")])
    #expect(run.verdicts[0].isApproved)
    #expect(findings(run) == (expected == "warning" ? ["a: vision/warning"] : []))
    #expect(run.basis.budgets[0].isNear == (expected == "warning"))
  }

  // MARK: What exists

  @Test func `what exists counts first, unless a request of the run takes its place`() throws {
    let one = try cost(Self.request("a"))
    let space = try Space(budgets: Self.budget(one.exact))
    let existing = try space.write(Self.request("a"), "existing.yaml")
    let changed = try space.write(Self.request("a"), "changed.yaml")
    let new = try space.write(Self.request("b"), "new.yaml")
    #expect(try space.run([new]).verdicts[0].isApproved)
    #expect(try findings(space.run([new], existing: [existing])) == ["b: vision/cap"])
    #expect(try space.run([changed], existing: [existing]).verdicts[0].isApproved)
    let both = try space.run([changed, new], existing: [existing])
    #expect(findings(both) == ["a: vision/cap", "b: vision/cap"] && both.basis.budgets[0].existing.count == 0)
  }

  @Test func `what exists goes on costing what it does until a change of it is applied`() throws {
    let one = try cost(Self.request("a"))
    let space = try Space(
      budgets: Self.budget(one.exact) + "---\n" + Self.budget("other", "1.00", "{matchLabels: {team: other}}"))
    let existing = try space.write(Self.request("a"), "existing.yaml")
    let moved = try space.write(Self.request("a", team: "other"), "moved.yaml")
    let new = try space.write(Self.request("b"), "new.yaml")
    #expect(findings(try space.run([moved, new], existing: [existing])) == ["a: other/cap", "b: vision/cap"])
    // A cluster of another account is another one, whatever its name is.
    let elsewhere = try space.write(Self.request("a", account: "210987654321"), "elsewhere.yaml")
    #expect(findings(try space.run([elsewhere], existing: [existing])) == ["a: vision/cap"])
    // The same one in two files counts once.
    let copy = try space.write(Self.request("a"), "copy.yaml")
    #expect(try space.run([new], existing: [existing, copy]).basis.budgets[0].existing.count == 1)
    try FileManager.default.createDirectory(atPath: space.folder + "/empty", withIntermediateDirectories: true)
    #expect(throws: GateError.self) { try space.run([new], existing: [space.folder + "/empty"]) }
  }

  @Test(arguments: [
    ("apiVersion: tollgate/v1\nkind: ClusterRequest\nmetadata: {name: a}\n", "`a` is not complete"),
    ("a: [", "bracket"),
  ])
  func `what exists and cannot be priced is an error`(text: String, message: String) throws {
    let space = try Space(budgets: Self.budget("1000"))
    let existing = try space.write(text, "existing.yaml")
    let new = try space.write(Self.request("b"), "new.yaml")
    guard
      case .existing(let findings, _)? = #expect(
        throws: GateError.self,
        performing: {
          try space.run([new], existing: [existing])
        })
    else {
      Issue.record("another error")
      return
    }
    #expect(findings[0].message.contains(message))
    #expect(throws: GateError.self) { try space.run([new], existing: [space.folder + "/none"]) }
  }

  // MARK: Unknown costs, days, currencies

  @Test func `a request without a known cost is denied, and so is one beside an existing one`() throws {
    let space = try Space(budgets: Self.budget("100000"))
    let unknown = try space.write(Self.request("a", type: "cg1.4xlarge"), "unknown.yaml")
    let known = try space.write(Self.request("b"), "known.yaml")
    #expect(try findings(space.run([unknown, known])).contains("a: vision/unpriced"))
    #expect(try !findings(space.run([unknown, known])).contains("b: vision/unpriced"))
    #expect(try findings(space.run([known], existing: [unknown])) == ["b: vision/unpriced"])
  }

  @Test(arguments: [
    ("from: 2026-11-20", true, []), ("from: 2026-11-21", false, []), ("until: 2026-11-20", true, ["note"]),
    ("until: 2026-11-19", false, ["warning"]), ("until: 2027-11-19", true, []),
  ])
  func `a budget counts on its days, and says when they end`(
    days: String, isValid: Bool, expiries: [String]
  ) throws {
    let space = try Space(budgets: Self.budget("vision", "1", "{}", days))
    let run = try space.run([try space.write(Self.request("a"), "r.yaml")])
    #expect(run.verdicts[0].isApproved == !isValid)
    #expect(run.basis.expiries.map(\.severity.rawValue) == expiries)
    #expect(run.basis.expiries.allSatisfy { $0.code == "TG606" })
  }

  @Test func `a budget in another currency is an error at its place`() throws {
    let space = try Space(budgets: Self.budget("5").replacing("USD", with: "EUR"))
    let path = try space.write(Self.request("a"), "r.yaml")
    guard case .policies(let findings, _)? = #expect(throws: GateError.self, performing: { try space.run([path]) })
    else {
      Issue.record("another error")
      return
    }
    #expect(findings.map(\.message) == ["the budget `vision` is in EUR, and bills are in USD"])
    #expect(findings[0].place.range.start.line == 4)
  }

  // MARK: What excuses, and what does not

  private static func exception(_ finding: String) -> String {
    """
    ---
    apiVersion: tollgate/v1
    kind: PolicyException
    metadata: {name: launch}
    spec:
      findings: [\(finding)]
      requests: {matchLabels: {team: vision}}
      reason: the launch
      ticket: FIN-1
      approvedBy: someone
      expires: 2027-12-31

    """
  }

  @Test func `an exception excuses a budget's finding, unless the budget allows none`() throws {
    let space = try Space(budgets: Self.budget("vision", "1", "{}") + Self.exception("vision/cap"))
    let path = try space.write(Self.request("a") + "---\n" + Self.request("b", team: "language"), "r.yaml")
    #expect(try space.run([path]).verdicts.map(\.isApproved) == [true, false])
    for (finding, rest) in [("vision/cap", "exceptions: Forbidden"), ("vision/capp", ""), ("vison/cap", "")] {
      let refused = try Space(budgets: Self.budget("vision", "1", "{}", rest) + Self.exception(finding))
      let path = try refused.write(Self.request("a"), "r.yaml")
      guard case .policies(let findings, _)? = #expect(throws: GateError.self, performing: { try refused.run([path]) })
      else {
        Issue.record("another error")
        return
      }
      #expect(findings.map(\.code) == ["TG601"])
    }
  }

  @Test func `a submission is judged by budgets too, and holds no approved request`() throws {
    let space = try Space(budgets: Self.budget("1"))
    let text = Self.request("a").replacing(
      "externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", with: "externalId: q7Wm2xVb9LkT4zHd8RsPc3")
    let path = try space.write(text, "r.yaml")
    let denied = try space.run([path], enforcing: true)
    #expect(findings(denied) == ["a: vision/cap"] && denied.approvedRequests.isEmpty)
    let roomy = try Space(budgets: Self.budget("100000"))
    #expect(try roomy.run([try roomy.write(text, "r.yaml")], enforcing: true).approvedRequests.count == 1)
  }

  @Test func `a baseline excuses no budget, and is compared once although requests are read twice`() throws {
    let space = try Space(budgets: Self.budget("1"))
    let text = Self.request("a", type: "m7i.xlarg")
    let path = try space.write(text + "---\n" + Self.request("b"), "r.yaml")
    var options = space.options
    options.controls.baseline = .writes(space.folder + "/baseline.yaml")
    let made = try CheckStream.run(paths: [path], options) { _, _ in }
    try space.write(try #require(made.newBaseline).text, "baseline.yaml")
    options.controls.baseline = .obeys(space.folder + "/baseline.yaml")
    var codes: [[String]] = []
    _ = try CheckStream.run(paths: [path], options) { part, _ in
      codes += part.verdicts.map { verdict in verdict.findings.filter(\.denies).map(\.code.description) }
    }
    // The type that does not exist is excused, so that the request counts, and has no known cost.
    #expect(codes == [["vision/cap", "vision/unpriced"], ["vision/cap"]])
  }

  // MARK: Two rounds

  @Test func `requests that change between the rounds are noticed`() throws {
    let space = try Space(budgets: Self.budget("1000"))
    let few = try space.run([try space.write(Self.request("a"), "a.yaml")]).verdicts
    let more = try space.run([try space.write(Self.request("a") + "---\n" + Self.request("b"), "b.yaml")])
    let budgets = try #require(more.basis.policies).budgets(on: Repository.day)
    for (first, second, isSettled) in [(few, more.verdicts, false), (few, few, true), (more.verdicts, few, false)] {
      var judge = try #require(BudgetJudge(budgets, withExisting: false))
      judge.count(first)
      var verdicts = second
      judge.judge(&verdicts, by: try Repository.gate())
      #expect(judge.isSettled == isSettled)
    }
  }

  @Test func `without a valid budget there is nobody to judge`() {
    #expect(BudgetJudge([], withExisting: true) == nil)
  }
}
