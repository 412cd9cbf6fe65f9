import Findings
import Foundation
import Gate
import Reports
import TestSupport
import Testing

/// A check that is reported in parts says what one that is reported at once says.
@Suite struct CheckStreamTests {
  private let plain = TextStyle(isColored: false)

  /// A file of so many requests, one in three denied.
  private func batch(_ count: Int, in folder: String, brokenLine: Bool = false) throws -> String {
    let approved = #"""
      {"apiVersion":"tollgate/v1","kind":"ClusterRequest","metadata":{"name":"NAME"},"spec":{"region":"REGION",\#
      "roleArn":"arn:aws:iam::123456789012:role/lightning-byoc","externalId":"q7Wm2xVb9LkT4zHd8Rs",\#
      "instanceTypes":["m7i.xlarge"],"costSavings":true}}
      """#
    var lines = (0..<count).map { index in
      approved.replacing("NAME", with: index % 3 == 0 ? "Wrong_\(index)" : "right-\(index)")
        .replacing("REGION", with: ["us-east-1", "eu-central-1", "nowhere"][index * 3 / count])
    }
    if brokenLine { lines.append(#"{"externalId": "q7Wm2xVb9LkT4zHd8Rs" oops"#) }
    let path = folder + "/batch.ndjson"
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func streamed(_ path: String, _ options: CheckRun.Options) throws -> (text: String, json: String, parts: Int)
  {
    var (written, json, parts) = ("", "", 0)
    var (text, stream) = (CheckText(style: plain), CheckJSON(style: plain))
    let outcome = try CheckStream.run(paths: [path], options) { part, basis in
      written += text.emit(part, basis).text
      json += stream.emit(part, basis).text
      parts += 1
    }
    return (
      written + text.end(outcome.tally, outcome.basis).text, json + stream.end(outcome.tally, outcome.basis).text, parts
    )
  }

  @Test(arguments: [(1, 1), (512, 1), (513, 2), (1_300, 3)])
  func `a report in parts has the bytes of the whole`(count: Int, parts: Int) throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try batch(count, in: folder)
    let options = CheckRun.Options(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader)
    let whole = try CheckRun(RequestFiles(paths: [path]), options)
    let streamed = try streamed(path, options)
    #expect(streamed.parts == parts)
    #expect(streamed.text == CheckText.render(whole, style: plain).text)
    #expect(streamed.json == CheckMembers.render(whole, withLines: false).text)
  }

  @Test func `what cannot be read is reported and counted, and shows no secret`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try batch(600, in: folder, brokenLine: true)
    let streamed = try streamed(
      path, CheckRun.Options(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader))
    #expect(streamed.parts == 2)
    #expect(streamed.text.contains("600 checked") && streamed.text.contains("1 unreadable"))
    #expect(!streamed.text.contains("q7Wm2xVb9LkT4zHd8Rs") && !streamed.json.contains("q7Wm2xVb9LkT4zHd8Rs"))
  }

  @Test func `with budgets, too, a report in parts has the bytes of the whole, in every format`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let budgets = [("vision", "100000", "{matchLabels: {team: vision}}"), ("all", "900000", "{}")].map {
      "apiVersion: tollgate/v1\nkind: Budget\nmetadata: {name: \($0)}\nspec: {monthly: \($1), currency: USD, requests: \($2)}\n"
    }
    for (text, name) in [
      (budgets.joined(separator: "---\n"), "budgets.yaml"),
      ("apiVersion: tollgate/v1\nkind: Configuration\npolicies: [budgets.yaml]\n", "tollgate.yaml"),
    ] { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
    let path = try RandomRequests.write(RandomRequests.documents(600, seed: 11), in: folder)
    let options = CheckRun.Options(
      configuration: folder + "/tollgate.yaml", catalog: Repository.catalogPath, asOf: Repository.day,
      loader: SharedCatalog())
    let whole = try CheckRun(RequestFiles(paths: [path]), options)
    #expect(whole.basis.budgets.map(\.isExceeded) == [true, false] && whole.basis.budgets[0].asked.count > 50)
    var emitters = CheckFormats.all.map { $0.init(style: plain) }
    var texts = [String](repeating: "", count: emitters.count)
    let outcome = try CheckStream.run(paths: [path], options) { part, basis in
      for index in emitters.indices { texts[index] += emitters[index].emit(part, basis).text }
    }
    for index in emitters.indices {
      let text = texts[index] + emitters[index].end(outcome.tally, outcome.basis).text
      #expect(text == CheckFormats.all[index].render(whole, style: plain).text, "\(CheckFormats.all[index])")
      #expect(text.contains("vision/cap"))
    }
  }

  @Test func `nothing to check is an error`() throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let options = CheckRun.Options(catalog: Repository.catalogPath, asOf: Repository.day, loader: Repository.loader)
    #expect(throws: GateError.self) { try CheckStream.run(paths: [folder], options) { _, _ in } }
  }
}
