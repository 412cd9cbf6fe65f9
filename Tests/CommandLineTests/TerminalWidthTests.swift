import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// What every command prints for people at terminals of 80 and of 120 columns.
@Suite struct TerminalWidthTests {
  /// Commands without network by the names of their golden files; their paths are those of the repository.
  private static let commands: [(name: String, arguments: String)] = [
    ("bare", ""), ("help", "--help"), ("unknown", "chekc"), ("unknown-help", "help polcy"),
    ("unknown-format", "rules --format josn"),
    ("check", "check Examples/vision-train.yaml"), ("check-wrong", "check Examples/everything-wrong.yaml"),
    ("check-organisation", "check --config Examples/tollgate.yaml Examples/requests"),
    ("check-quiet", "check --quiet --config Examples/tollgate.yaml Examples/requests"),
    ("check-statistics", "check --statistics --config Examples/tollgate.yaml Examples/requests"),
    ("check-diff", "check --diff Examples/everything-wrong.yaml"),
    ("check-nothing", "check Docs"), ("check-missing", "check no/such/file.yaml"),
    ("cost", "cost Examples/vision-train.yaml"), ("cost-several", "cost Examples/requests"),
    ("cost-diff", "cost --diff Tests/Bills/old.yaml Tests/Bills/new.yaml"),
    ("whatif", "whatif Examples/vision-train.yaml --replications 10 --jobs 500"),
    ("whatif-several", "whatif Examples/requests"),
    ("suggest", "suggest Examples/vision-train.yaml"),
    ("suggest-denied", "suggest Examples/requests/language-pretrain.yaml --config Examples/tollgate.yaml"),
    ("policy-price", "policy price Examples/requests --config Examples/tollgate.yaml"),
    ("catalog-show", "catalog show"), ("catalog-show-type", "catalog show g6.xlarge"),
    ("catalog-show-offers", "catalog show --gpus 8 --order price"), ("catalog-show-unknown", "catalog show g6.xlarg"),
    ("rules", "rules"), ("rules-some", "rules TG3"), ("explain", "explain TG404"),
    ("explain-policy", "explain monthly-budget --config Examples/tollgate.yaml"), ("explain-unknown", "explain TG4004"),
    ("policy-check", "policy check Policies Examples/organisation"),
    ("policy-check-wrong", "policy check Tests/Policies/Wrong"), ("policy-test", "policy test Policies"),
    ("policy-explain", "policy explain monthly-budget Examples/vision-train.yaml --config Examples/tollgate.yaml"),
    ("policy-diff", "policy diff Policies Examples/organisation --requests Examples/requests"),
    ("cel", "cel object.spec.instanceTypes.all(t,t.startsWith('m')) --input Examples/vision-train.yaml"),
    ("schema-unknown", "schema reqest"),
  ]

  private static let helps = [
    "check", "cost", "whatif", "suggest", "catalog", "catalog show", "catalog diff", "catalog import", "catalog update",
    "catalog compile", "catalog verify", "rules", "explain", "policy", "policy check", "policy test", "policy explain",
    "policy diff", "policy price", "policy docs", "policy format", "policy digest", "policy init", "cel", "schema",
    "init", "lsp",
    "submit",
    "create", "create cluster", "list", "list clusters", "show", "show cluster", "delete", "delete cluster", "doctor",
  ]

  private static let environment = ["SOURCE_DATE_EPOCH": "1795132800", "USER": "ana", "HOME": "/nonexistent"]

  private func screen(
    _ arguments: [String], _ columns: UInt16, folder: String = Repository.path, environment: [String: String] = [:]
  ) async throws -> String {
    let text = try await Terminal.running(
      arguments, folder: folder, environment: Self.environment.merging(environment) { $1 }, columns: columns
    ) { terminal, process in terminal.screen(of: process) }
    SecretWatch.expectNone(in: text)
    for line in text.split(separator: "\n") {
      let isOfSource = line.drop { $0 == " " || $0.isNumber }.first.map { "|│├└{".contains($0) } ?? false
      let isOneWord = line.split(separator: " ").count == 1
      #expect(
        line.unicodeScalars.count <= Int(columns) || isOfSource || isOneWord, "\(arguments) at \(columns): \(line)")
    }
    return text
  }

  @Test(arguments: [80, 120] as [UInt16])
  func `reports fit the terminal, and are as they were`(columns: UInt16) async throws {
    for (name, arguments) in Self.commands {
      let words = arguments.split(separator: " ").map(String.init)
      try expectGoldenFile(try await screen(words, columns), "terminal/\(name)-\(columns).txt")
    }
  }

  @Test(arguments: [80, 120] as [UInt16])
  func `helps fit the terminal, and are as they were`(columns: UInt16) async throws {
    var all = ""
    for command in Self.helps {
      let words = command.split(separator: " ").map(String.init) + ["--help"]
      all += "$ tollgate \(command) --help\n" + (try await screen(words, columns)) + "\n"
    }
    try expectGoldenFile(all, "terminal/helps-\(columns).txt")
  }

  @Test(arguments: [80, 120] as [UInt16])
  func `what the client prints fits the terminal, and is as it was`(columns: UInt16) async throws {
    let space = try await ControlPlaneWorkspace { $0.phases = ["CLUSTER_STATE_RUNNING"] }
    _ = try space.request()
    // Nothing but the system's clock says which day it is to what is sent.
    let day = Date.now.formatted(.iso8601.year().month().day())
    var all = ""
    for command in [
      "submit --dry-run vision-train.yaml", "submit --yes vision-train.yaml", "submit --yes vision-train.yaml",
      "list clusters", "show cluster vision-train", "show cluster vision-trian",
      "delete cluster vision-train --yes vision-train",
      "create cluster Bad_Name --role-arn x --instance-types m7i.xlarge",
    ] {
      let words = command.split(separator: " ").map(String.init)
      let text = try await screen(words, columns, folder: space.folder, environment: space.environment)
      all +=
        "$ tollgate \(command)\n"
        + text.replacingOccurrences(of: space.fake.url, with: "http://127.0.0.1:PORT")
        .replacingOccurrences(of: day, with: "YYYY-MM-DD") + "\n"
    }
    // Its paths are as long as those of the machine.
    _ = try await screen(["doctor"], columns, folder: space.folder, environment: space.environment)
    try expectGoldenFile(all, "terminal/client-\(columns).txt")
  }
}
