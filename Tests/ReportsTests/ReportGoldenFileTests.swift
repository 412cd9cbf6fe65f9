import CEL
import Catalog
import Documents
import Findings
import Gate
import Platform
import Policies
import Rules
import TestSupport
import Testing

@testable import Reports

/// Every format of every report, compared with a file. `make golden` writes them anew.
@Suite struct ReportGoldenFileTests {
  private let plain = TextStyle(isColored: false)

  private func run(_ names: String..., day: CalendarDate = Repository.day) throws -> CheckRun {
    let paths = names.map { Repository.path + "/" + $0 }
    return try CheckRun(
      RequestFiles(paths: paths),
      CheckRun.Options(catalog: Repository.catalogPath, asOf: day, loader: Repository.loader))
  }

  @Test func `a check of the examples`() throws {
    let run = try run("Examples")
    try expectGoldenFile(CheckText.render(run, style: plain), "check.txt")
    try expectGoldenFile(CheckConcise.render(run, style: plain), "check-concise.txt")
    try expectGoldenFile(CheckMembers.render(run, withLines: false), "check.json")
    try expectGoldenFile(CheckNDJSON.render(run, style: plain), "check.ndjson")
    try expectGoldenFile(CheckSARIF.render(run, style: plain), "check.sarif")
    try expectGoldenFile(CheckJUnit.render(run, style: plain), "check-junit.xml")
    try expectGoldenFile(CheckCommands<GitHubCommands>.render(run, style: plain), "check-github.txt")
    try expectGoldenFile(CheckGitLab.render(run, style: plain), "check-gitlab.json")
    try expectGoldenFile(CheckCommands<AzureCommands>.render(run, style: plain), "check-azure.txt")
    try expectGoldenFile(CheckTAP.render(run, style: plain), "check.tap")
    try expectGoldenFile(CheckRDJSON.render(run, style: plain), "check-rdjson.json")
    try expectGoldenFile(CheckMarkdown.render(run, style: plain), "check.md")
    try expectGoldenFile(CheckHTML.render(run, style: plain), "check.html")
  }

  @Test func `a check with colours`() throws {
    try expectGoldenFile(
      CheckText.render(try run("Examples/everything-wrong.yaml"), style: TextStyle(isColored: true)),
      "check-colored.txt")
  }

  @Test func `the bills of the example`() throws {
    let run = try run("Examples/vision-train.yaml")
    try expectGoldenFile(TextBlocks(style: plain).render(CostReport.page(run)), "cost.txt")
    try expectGoldenFile(CheckMembers.render(run, withLines: true), "cost.json")
  }

  @Test func `requests that cannot be read, are incomplete or cannot be priced`() throws {
    let run = try run("Tests/Requests", "Tests/Requests/none.yaml", day: CalendarDate(daysSinceEpoch: 21_000))
    try expectGoldenFile(CheckText.render(run, style: plain), "troubled.txt")
    #expect(CheckConcise.render(run, style: plain).text.contains("error: cannot read"))
    try expectGoldenFile(TextBlocks(style: plain).render(CostReport.page(run)), "troubled-cost.txt")
    try expectGoldenFile(CheckMembers.render(run, withLines: true), "troubled.json")
  }

  @Test func `the rules and their documentation`() throws {
    let text = RulesText(style: plain)
    try expectGoldenFile(text.list(Registry.complete.entries), "rules.txt")
    try expectGoldenFile(RulesJSON.list(Registry.complete.entries), "rules.json")
    let entry = try #require(Registry.complete.entry(of: "TG303"))
    try expectGoldenFile(text.explain(entry), "explain.txt")
    try expectGoldenFile(RulesJSON.explain(entry), "explain.json")
  }

  @Test func `the catalog`() throws {
    let catalog = try Repository.catalog.get()
    let text = CatalogText(catalog, style: plain)
    try expectGoldenFile(text.overview(), "catalog.txt")
    try expectGoldenFile(text.type(try #require(catalog.instanceTypes["g6f.xlarge"])), "catalog-type.txt")
    try expectGoldenFile(
      text.type(try #require(catalog.instanceTypes["p3.2xlarge"])), "catalog-type-without-specification.txt")
    try expectGoldenFile(text.type(try #require(catalog.instanceTypes["m5.metal"])), "catalog-type-bare-metal.txt")
    try expectGoldenFile(text.region(try #require(catalog.regions["ap-southeast-7"])), "catalog-region.txt")
    try expectGoldenFile(text.region(try #require(catalog.regions["cn-north-1"])), "catalog-region-unknown.txt")
    let json = CatalogJSON(catalog)
    try expectGoldenFile(json.type(try #require(catalog.instanceTypes["g6f.xlarge"])), "catalog-type.json")
    try expectGoldenFile(
      json.type(try #require(catalog.instanceTypes["p3.2xlarge"])), "catalog-type-without-specification.json")
    try expectGoldenFile(json.region(try #require(catalog.regions["cn-north-1"])), "catalog-region-unknown.json")
    let overview = DocumentReader.read(SourceFile(name: "a.json", text: json.overview().text))
    #expect(overview.errors == [])
    let region = DocumentReader.read(
      SourceFile(name: "a.json", text: json.region(try #require(catalog.regions["us-east-1"])).text))
    #expect(region.documents.first?.root["onDemand"]?["m5.large"]?["amount"] != nil)
  }

  @Test func `why nothing could be checked`() throws {
    var texts: [String] = []
    let wrong = Repository.path + "/Tests/Configurations/wrong.yaml"
    let wrongProfile = Repository.path + "/Tests/Configurations/wrong-profile.yaml"
    let (catalog, day) = (Repository.catalogPath, Repository.day)
    for (folder, options) in [
      ("/Docs", CheckRun.Options(catalog: catalog, asOf: day, loader: Repository.loader)),
      ("/Examples", CheckRun.Options(catalog: "/nowhere", asOf: day, loader: Repository.loader)),
      ("/Examples", CheckRun.Options(configuration: wrong, catalog: catalog, asOf: day, loader: Repository.loader)),
      (
        "/Examples", CheckRun.Options(catalog: catalog, costProfile: wrongProfile, asOf: day, loader: Repository.loader)
      ),
      (
        "/Examples",
        CheckRun.Options(configuration: "/nowhere.yaml", catalog: catalog, asOf: day, loader: Repository.loader)
      ),
    ] {
      let files = RequestFiles(paths: [Repository.path + folder])
      do throws(GateError) { _ = try CheckRun(files, options) } catch {
        texts.append(ErrorText.render(error, style: plain)?.text ?? "")
      }
    }
    let none = GateError.noCatalog(expected: "/usr/share/tollgate/Catalog")
    texts.append(ErrorText.render(none, style: plain)?.text ?? "")
    try expectGoldenFile(texts.joined(separator: "----\n"), "errors.txt")
  }

  @Test func `the result of a verification`() {
    let problem = [CatalogError(file: "/nowhere/manifest.xml", message: "none")]
    #expect(problem.count == 1)
    #expect(
      CatalogVerificationReport(problem, directory: "/nowhere").text(style: plain).text.hasSuffix(
        "/nowhere: 1 problem\n"))
    #expect(CatalogVerificationReport(problem, directory: "/nowhere").json.text.contains("manifest.xml"))
    #expect(CatalogVerificationReport([], directory: "/x").text(style: plain) == "/x: sound\n")
    #expect(CatalogVerificationReport([], directory: "/x").json == "[]\n")
  }

  @Test func `an expression that is tried out`() throws {
    let source = try SourceFile(reading: Repository.path + "/Examples/vision-train.yaml")
    let input = try #require(DocumentReader.read(source).documents.first).root
    var texts: [String] = []
    for expression in [
      "spec.instanceTypes.all(t, t.startsWith('g')) || metadata.labels.team == 'vision'",
      "[1, 2].map(x, x / 0)", "metadata.name.size() > 3 ? spec.regin : 'none'",
      "{'bytes': b'x', 'moment': timestamp('2026-11-20T00:00:00Z'), 'span': duration('90s'), 'large': [1u, -9007199254740993]}",
      "lists.range(100).map(x, x * 2).size() > 10 && optional.none().hasValue()",
    ] {
      let trial = try ExpressionTrial(expression, input: input, isTraced: true)
      texts.append(ExpressionText(style: plain).render(trial).text)
      texts.append(ExpressionJSON.render(try ExpressionTrial(expression, input: input)).text)
    }
    texts.append(ExpressionJSON.render(try ExpressionTrial("1 + object.size()", input: input, isTraced: true)).text)
    for mistake in ["spec.regin + foo(1) && ", "'a' +\n  1 == 2u", "mtadata.name.startWith('a')", "("] {
      let error = try #require(throws: CompileError.self) { try ExpressionTrial(mistake, input: input) }
      texts.append(ExpressionText(style: plain).render(error).text)
    }
    try expectGoldenFile(texts.joined(separator: "----\n"), "cel.txt")
  }

  @Test func `no format shows the secret`() throws {
    let run = try run("Tests/Requests", "Examples")
    for text in [
      CheckText.render(run, style: plain), TextBlocks(style: plain).render(CostReport.page(run)),
      CheckMembers.render(run, withLines: true),
    ] {
      #expect(!text.text.contains("s3cr3t"))
      #expect(!text.text.contains("changeme"))
    }
  }
}
