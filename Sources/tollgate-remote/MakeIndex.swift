import ArgumentParser
import Catalog
import Documents
import Glibc
import Ingest
import Program
import Reports

/// Makes the index of a catalog for `tollgate`, which reads it from the descriptor of `IndexExchange`.
struct MakeIndex: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-index", _superCommandName: Tool.name, abstract: "Make the index of a catalog.",
    shouldDisplay: false)

  @Option(help: "Why there must be a new one.")
  var reason: String

  @Argument(help: "The catalog's folder.")
  var directory: String

  func run() throws {
    let bytes: [UInt8]
    do throws(CatalogError) {
      let compilation = try CatalogCompilation(CatalogFolder(directory: directory))
      bytes = compilation.bytes
      say(keptAt: compilation.keep())
    } catch {
      bytes = IndexExchange.bytes(of: error)
    }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        write(IndexExchange.descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ExitCode.unusable }
      written += count
    }
  }

  private func say(keptAt path: String?) {
    let style = TextStyle(isColored: false)
    let what = "the index of the catalog `\(printable(directory))` \(reason)"
    Output.standardError(
      ErrorText.note(
        path.map { "\(what); a new one is at `\(printable($0))`" }
          ?? "\(what), and a new one can be kept neither beside it nor in the user's cache: each run makes it anew",
        style))
  }
}
