import ArgumentParser
import Findings
import Glibc
import LanguageServer
import Platform
import Program
import Reports

struct LSPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", _superCommandName: Tool.name,
    abstract: "Serve an editor: diagnostics, fixes, completion and bills while you type.",
    discussion: "It speaks the Language Server Protocol over standard input and output; an editor starts it.")

  func run() throws {
    let start = try Today.byEnvironment()
    var server = Server(
      asOf: { (try? Today.byEnvironment()) ?? start }, loader: ProgramCatalogs.loader,
      schemas: ProgramFolder.shared("Schemas"))
    // An editor that has ended is an error like any other.
    signal(SIGPIPE, SIG_IGN)
    var loop = ServerLoop()
    let code: Int32
    do { code = try loop.run(&server) } catch {
      throw Failure("the language server has ended: \(error)", help: "an editor starts it; see Docs/editor.md")
    }
    if code != 0 { throw ExitCode(code) }
  }
}
