import Foundation
import TestSupport
import Testing

/// What somebody found wrong in bills and comparisons, each as its user sees it.
@Suite struct PricingCasesTests {
  private let example = "Examples/vision-train.yaml"

  /// What a command prints, on one line.
  private func output(_ arguments: [String], input: String? = nil, code: Int32 = 0) async throws -> String {
    let result = try await Program.tollgate(arguments, input: input ?? "")
    #expect(result.code == code, "\(result.all)")
    return result.all.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func json(_ arguments: [String]) async throws -> [String: Any] {
    let result = try await Program.tollgate(arguments + ["--format", "json"])
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  /// The shipped profile with more at its end, in a folder of its own.
  private func profile(with text: String, _ body: (String) async throws -> Void) async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let shipped = try String(contentsOfFile: Repository.catalogPath + "/cost-profile.yaml", encoding: .utf8)
    try (shipped + "\n" + text).write(toFile: folder + "/profile.yaml", atomically: true, encoding: .utf8)
    try await body(folder + "/profile.yaml")
  }

  @Test func `the assumption that makes the saving is named, and varied like the others`() async throws {
    let text = try await output(["whatif", example])
    #expect(
      text.contains("99.7 % of the saving comes from components whose numbers the cost profile assumes: management"))
    #expect(text.contains("management and builder nodes, with their disks 20 % less"))
  }

  @Test func `a what-if says which terms apply to its prices, and claims no list prices`() async throws {
    try await profile(with: "discounts: [{service: EC2, percent: 20, reason: private pricing}]") { path in
      let text = try await output(["whatif", example, "--cost-profile", path])
      #expect(text.contains("changed by discount of 20 % on EC2: private pricing"))
      let page = try await output(["whatif", example, "--cost-profile", path, "--format", "html"])
      #expect(page.contains("private pricing") && !page.contains("list prices"))
    }
  }

  @Test(arguments: [["--cost-profile"], []])
  func `markups raise every saving of a scenario in proportion`(option: [String]) async throws {
    try await profile(with: "markups: [{service: all, percent: 50, reason: overhead}]") { path in
      let answer = try await json(
        ["whatif", example, "--scenarios", "Examples/scenarios.yaml"] + (option.isEmpty ? [] : option + [path]))
      let others = try #require(answer["others"] as? [[String: Any]])
      let savings = others.compactMap { ($0["saving"] as? String).flatMap(Double.init) }
      let plain = [328.32, -116.60, 184.26, 128.57]
      for (saving, one) in zip(savings, plain) {
        #expect(abs(saving - one * (option.isEmpty ? 1 : 1.5)) < 0.02, "\(savings)")
      }
      #expect(savings.count == plain.count)
    }
  }

  @Test func `the first request of a repository is all new`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = try await output(["cost", "--diff", folder, example])
    #expect(text.contains("vision-train in us-east-1: a new request"))
    let gone = try await output(["cost", "--diff", example, folder], code: 2)
    #expect(gone.contains("there is no cluster request"))
  }

  @Test func `FOCUS tells spot capacity and commitments by their category, beside the on-demand price`() async throws {
    let result = try await Program.tollgate(
      ["whatif", example, "--scenarios", "Examples/scenarios.yaml", "--format", "focus"])
    let header = try #require(result.output.split(whereSeparator: \.isNewline).first)
    #expect(header.contains(",ListUnitPrice,") && header.contains(",SubAccountId,"))
    #expect(result.output.contains(",Dynamic,") && result.output.contains(",Committed,"))
  }

  @Test func `series have colors of their own, in both schemes`() async throws {
    let page = try await Program.tollgate(
      ["whatif", example, "--scenarios", "Examples/scenarios.yaml", "--format", "html"])
    for scheme in page.output.components(separatedBy: "--other-1:").dropFirst() {
      let colors = ("--other-1:" + scheme).components(separatedBy: "--other-").dropFirst().prefix(6).compactMap {
        $0.split(separator: "#").dropFirst().first.map { String($0.prefix(6)) }
      }
      #expect(Set(colors).count == 6, "\(colors)")
    }
    for number in 1...4 { #expect(page.output.contains("class=\"key other-\(number)\"")) }
  }

  @Test func `every g4ad has a specification and a price`() async throws {
    for size in ["xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"] {
      let result = try await Program.tollgate(
        ["check", "-"], input: try RequestText.patched("spec: {costSavings: false, instanceTypes: [g4ad.\(size)]}"))
      #expect(result.code == 0 && !result.output.contains("TG403"), "\(result.all)")
    }
  }

  @Test(arguments: [
    ("{code: XXQ, rate: 0.92, date: 2026-11-01}", 2, "there is no currency `XXQ`"),
    ("{code: EUR, rate: 0.92, date: 2030-01-01}", 0, "the exchange rate of the cost profile is of 2030-01-01"),
    ("{code: EUR, rate: 0.92, date: 2026-02-30}", 2, "`date` should be a day"),
  ])
  func `an unknown currency is an error, a rate of the future a warning`(
    currency: String, code: Int32, message: String
  ) async throws {
    try await profile(with: "currency: " + currency) { path in
      for command in ["check", "cost", "whatif"] {
        let text = try await output([command, example, "--as-of", "2026-11-20", "--cost-profile", path], code: code)
        #expect(text.contains(message), "\(command): \(text)")
      }
    }
  }

  @Test func `several requests have a table of what they cost, each and together`() async throws {
    let text = try await output(["cost", "Examples/requests"])
    #expect(text.contains("All requests") && text.contains("= all together"))
    let alone = try await output(["cost", example])
    #expect(!alone.contains("All requests"))
    let compared = try await json(["whatif", "Examples/requests"])
    let requests = try #require(compared["requests"] as? [[String: Any]])
    #expect(requests.map { $0["name"] as? String } == ["platform-ci-stg", "vision-load-test", "lang-pretrain-prod"])
    // Each has the mode that a comparison of it alone recommends, and the sum is that of the single bills.
    var sum = 0.0
    for request in requests {
      let source = try #require(request["source"] as? [String: Any])
      let single = try await json(["whatif", try #require(source["file"] as? String)])
      let recommendation = try #require(single["recommendation"] as? String)
      let better = try #require(request["betterMode"] as? String)
      #expect(recommendation.hasPrefix(better == "normal" ? "Normal mode" : "Cost-savings mode"))
      let (study, estimates) = (single["study"] as? [String: Any], request["estimates"] as? [String: Any])
      let selected = try #require(estimates?["selected"] as? String)
      let monthly = (study?[selected] as? [String: Any])?["monthly"] as? [String: Any]
      let expected = try #require(monthly?["expected"] as? String)
      sum += Double(expected) ?? .nan
    }
    let together = (compared["together"] as? [String: Any])?["selected"] as? [String: Any]
    let month = together?["month"] as? [String: Any]
    let expected = try #require(month?["expected"] as? String)
    #expect(abs(sum - (Double(expected) ?? 0)) < 0.01)
  }
}
