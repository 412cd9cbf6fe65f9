import ArgumentParser
import Findings
import Gate
import Glibc
import Program
import Reports

/// `--fix` and `--diff` of `tollgate check`.
struct FixInvocation {
  let run: FixRun

  init(paths: [String], _ options: CheckRun.Options) throws { run = try FixRun(paths: paths, options) }

  /// Rewrites the files, each as a whole, and says what was changed.
  func write() throws {
    for path in run.unchangeable { Output.note(Self.unchangeable(path)) }
    for file in run.files {
      // Another of the paths may lead to the same file.
      guard try RewrittenFile.write(file.new, over: file.old) else { continue }
      let codes = Set(file.settled.map(\.code.description)).sorted().joined(separator: ", ")
      Output.note("fixed \(counted(file.settled.count, "finding")) (\(codes)) in \(printable(file.old.name))")
    }
  }

  /// Prints what would be changed.
  /// - Returns: Whether something would be.
  /// - Throws: `UnreadableRequests` for what cannot be read, after the rest, and `GateError` where there is no request.
  func printDifference(_ color: ColorChoice) throws -> Bool {
    for path in run.unchangeable { Output.note(Self.unchangeable(path)) }
    let style = TextStyle(isColored: color.isColored(STDOUT_FILENO))
    for file in run.files {
      let difference = UnifiedDifference(
        from: file.old, hiding: file.oldSecrets, to: file.new, hiding: file.newSecrets)
      try Output.standardOutput(difference.render(style))
    }
    if run.read.isUnreadable { _ = try run.read.whole }
    if run.read.drafts.isEmpty { throw GateError.noRequest(skipped: run.read.skipped) }
    return !run.files.isEmpty
  }

  private static func unchangeable(_ path: String) -> String {
    "`\(printable(path))` is not fixed: only YAML and JSON files are, not files with a document a line"
  }
}
