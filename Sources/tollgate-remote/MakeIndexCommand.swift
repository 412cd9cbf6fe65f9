import ArgumentParser
import Catalog
import Findings
import Glibc
import Ingest
import Platform
import Program
import Reports

/// Makes the index of a catalog for `tollgate`, which reads it from the descriptor of `IndexExchange`.
struct MakeIndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-index", _superCommandName: Tool.name, abstract: "Make the index of a catalog.",
    shouldDisplay: false)

  @Option(help: "Why there must be a new one.")
  var reason: String

  @OptionGroup var colors: ColorOptions

  @Argument(help: "The catalog's folder.")
  var directory: String

  func run() throws {
    let bytes: [UInt8]
    var compilation: CatalogCompilation?
    do throws(CatalogError) {
      let made = try CatalogCompilation(CatalogFolder(directory: directory))
      (compilation, bytes) = (made, made.bytes)
    } catch {
      bytes = IndexExchange.bytes(of: error)
    }
    guard FileWriting.write(bytes, to: IndexExchange.descriptor) else { throw ExitCode.unusable }
    // A closed standard error must not undo what has been done.
    signal(SIGPIPE, SIG_IGN)
    if let compilation { say(keptAt: compilation.keep()) }
  }

  private func say(keptAt path: String?) {
    let what = "the index of the catalog `\(printable(directory))` \(reason)"
    Output.note(
      path.map { "\(what); a new one is at `\(printable($0))`" }
        ?? "\(what), and a new one can be kept neither beside it nor in the user's cache: each run makes it anew")
  }
}
