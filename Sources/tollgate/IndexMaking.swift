import CProcess
import Catalog
import Glibc
import Platform
import Program

extension Companion {
  /// Has the companion, which reads XML, make the index of a catalog and keep it where it can. The index comes back in a file
  /// without a name, so that it can be read even if it cannot be kept, and no other process can change it.
  /// - Throws: `CatalogError` if the catalog is damaged, or the companion fails.
  static func makeIndex(_ directory: String, _ why: IndexError) throws(CatalogError) -> IndexSource {
    func failure(_ message: String) -> CatalogError {
      CatalogError(file: directory, message: "its index \(why.reason), and \(message)")
    }
    let program: String
    switch path {
    case .success(let path): program = path
    case .failure(let error): throw failure("\(error.message); \(error.help)")
    }
    let answer = tollgate_memory_file()
    guard answer >= 0 else { throw failure("no file in memory could be opened for a new one: \(SystemError.last)") }
    let arguments = [
      name, Handshake.argument, "make-index", "--reason", why.reason, "--color", Output.colorChoice.rawValue, "--",
      directory,
    ]
    let code = ChildProcess.run(program, arguments, handing: [(answer, IndexExchange.descriptor)])
    let source: IndexSource
    do throws(IndexError) { source = try IndexSource(takingDescriptor: answer) } catch {
      throw failure("the new one \(error.reason)")
    }
    if let error = IndexExchange.error(in: source) { throw error }
    guard code == 0 else { throw failure("`\(program)` could not make it anew") }
    return source
  }
}
