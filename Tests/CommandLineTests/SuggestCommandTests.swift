import Foundation
import TestSupport
import Testing

/// `tollgate suggest` and `tollgate policy price` as their users run them.
@Suite struct SuggestCommandTests {
  private static let organisation = ["--config", "Examples/tollgate.yaml", "--as-of", "2026-11-20"]

  @Test(arguments: ["json", "markdown", "html", "csv"])
  func `suggestions read the same in every format`(format: String) async throws {
    let result = try await Program.tollgate(
      ["suggest", "Examples/requests/language-pretrain.yaml", "--format", format] + Self.organisation)
    #expect(result.code == 0 && result.error.isEmpty, "\(result.error)")
    try expectGoldenFile(result.output, "suggest.\(format == "markdown" ? "md" : format)")
  }

  @Test(arguments: ["json", "markdown", "html", "csv"])
  func `prices of policies read the same in every format`(format: String) async throws {
    let result = try await Program.tollgate(
      ["policy", "price", "Examples/requests", "--format", format] + Self.organisation)
    #expect(result.code == 0 && result.error.isEmpty, "\(result.error)")
    try expectGoldenFile(result.output, "policy-price.\(format == "markdown" ? "md" : format)")
  }

  @Test func `what cannot be searched around says why`() async throws {
    let several = "Examples/requests"
    let types = (0..<70).map { "m5.x\($0)" }.joined(separator: ", ")
    for (arguments, input, code, expected) in [
      (["suggest", several], nil, 2, "there are 3 requests"),
      (["suggest", "none.yaml"], nil, 2, "cannot read `none.yaml`"),
      (["suggest", "-"], "a: [", 2, "error[TG001]"),
      (["suggest", "-"], "kind: ConfigMap", 2, "error"),
      (["suggest", "-"], "spec: {region: null}", 2, "error[TG014]"),
      (["suggest", "-"], "spec: {region: mars-1}", 2, "error[TG301]"),
      (["suggest", "-"], "spec: {instanceTypes: [\(types)]}", 2, "lists 70 types"),
      (["suggest", "-", "--write", "1"], "spec: {}", 2, "standard input cannot be rewritten"),
      (["suggest", "-"], "metadata: {name: Bad_Name}", 1, "TG101"),
      (["suggest", "Examples/vision-train.yaml", "--write", "99"], nil, 2, "there is no suggestion 99"),
      (["suggest", "Examples/vision-train.yaml", "--write", "0"], nil, 2, "there is no suggestion 0"),
      (["policy", "price", "Examples/vision-train.yaml"], nil, 2, "no policies are configured"),
      (["policy", "price", "Docs"] + Self.organisation, nil, 2, "no cluster request"),
      (["policy", "price", "-"] + Self.organisation, "spec: {region: null}", 1, "not priced: vision-train"),
      (["policy", "price", "Tests/Requests/broken.json"] + Self.organisation, nil, 2, "not read"),
    ] as [([String], String?, Int32, String)] {
      let text = try input.map { $0.hasPrefix("spec") || $0.hasPrefix("metadata") ? try RequestText.patched($0) : $0 }
      let result = try await Program.tollgate(arguments, input: text)
      #expect(result.code == code && result.all.contains(expected), "\(arguments): \(result.code) \(result.all)")
    }
  }

  @Test func `a suggestion is written into the file, keeps its comments, and costs what was said`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/request.yaml"
    try FileManager.default.copyItem(atPath: Repository.path + "/Examples/vision-train.yaml", toPath: path)
    let old = try String(contentsOfFile: path, encoding: .utf8)
    let result = try await Program.tollgate(["suggest", path, "--write", "2", "--format", "json"])
    #expect(result.code == 0 && result.error.contains("wrote suggestion 2 into"), "\(result.all)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let suggestions = try #require(report["suggestions"] as? [[String: Any]])
    let monthly = try #require((suggestions[1]["monthly"] as? [String: Any])?["month"] as? [String: Any])
    let new = try String(contentsOfFile: path, encoding: .utf8)
    #expect(new != old && new.split(separator: "#").count == old.split(separator: "#").count)
    let priced = try await Program.tollgate(["cost", path, "--format", "json"])
    let expected = try #require(monthly["expected"] as? String)
    #expect(priced.output.contains("\"expected\": \"\(expected)\""))
  }
}
