import ArgumentParser
import Findings
import Gate
import Program
import Reports
import Requests

struct SuggestCommand: CommandWithRequestPaths {
  static let configuration = CommandConfiguration(
    commandName: "suggest", _superCommandName: Tool.name,
    abstract: "Find the nearest requests that pass and cost less.",
    discussion: """
      Looks at every region of the request's partition, with the types that the request lists, each subset of them, each \
      list with one type replaced and each single type, in both modes and with fewer nodes, and finds the cheapest that the \
      rules and the policies approve and whose mode carries the load. For a request that is denied it also finds the one \
      with the fewest changes.

      Exits with 0 if something was found or nothing costs less, 1 if a denied request has nothing near it that passes or \
      nothing can be compared, 2 for what cannot be used.
      """)

  @OptionGroup var requestPaths: RequestPaths
  @OptionGroup var check: CheckOptions
  @OptionGroup var output: OutputOptions<SuggestFormats>

  @Option(help: ArgumentHelp("Policies and parameters beside the configuration's.", valueName: "path"))
  var policies: [String] = []

  @Option(
    help: ArgumentHelp("Write this suggestion into the request's file, keeping its comments.", valueName: "number"))
  var write: Int?

  func run() throws {
    var options = try check.options()
    options.controls.policies = policies
    let paths = try requestPaths.all(or: options.configuration)
    if write != nil, paths.contains("-") {
      throw Failure("standard input cannot be rewritten", help: "write it to a file, or leave --write out")
    }
    let run = try SuggestRun(RequestFiles(paths: paths), options)
    run.basis.pricingWarnings.forEach { Output.warning($0) }
    try output.write(run)
    if let write { try apply(write, run) }
    let suggestions = run.suggestions
    if suggestions.all.isEmpty, suggestions.isEmpty || !suggestions.verdict.isApproved { throw ExitCode.denied }
  }

  private func apply(_ number: Int, _ run: SuggestRun) throws {
    let all = run.suggestions.all
    guard all.indices.contains(number - 1) else {
      throw Failure(
        "there is no suggestion \(number)",
        help: all.isEmpty ? "there are none" : "the numbers go from 1 to \(all.count)")
    }
    let draft = run.suggestions.verdict.draft
    let change = all[number - 1].change
    guard let old = run.files.sources.first(where: { $0.name == draft.place.source }),
      let new = RequestRewrite.file(old, of: draft, to: change)
    else {
      throw Failure(
        "suggestion \(number) cannot be written into `\(printable(draft.place.source))` without changing anything else",
        help:
          "an alias, a tag or a comment stands where a value would change; write by hand: \(ChangeWords.values(change))"
      )
    }
    if try RewrittenFile.write(new, over: old) {
      Output.note("wrote suggestion \(number) into \(printable(old.name))")
    }
  }
}
