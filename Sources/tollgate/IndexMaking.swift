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
    let arguments = [name, Handshake.argument, "make-index", "--reason", why.reason, "--", directory]
    let code = run(program, arguments, handing: answer)
    let source: IndexSource
    do throws(IndexError) { source = try IndexSource(takingDescriptor: answer) } catch {
      throw failure("the new one \(error.reason)")
    }
    if let error = IndexExchange.error(in: source) { throw error }
    guard code == 0 else { throw failure("`\(program)` could not make it anew") }
    return source
  }

  /// Runs a program to its end.
  /// - Returns: Its exit code; nil if it could not be started, or was killed.
  private static func run(_ path: String, _ arguments: [String], handing descriptor: CInt) -> CInt? {
    // Where the program was started with the signal ignored, the system would forget how the child ended.
    signal(SIGCHLD, SIG_DFL)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, descriptor, IndexExchange.descriptor)
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    guard posix_spawn(&process, path, &actions, nil, &pointers, environ) == 0 else { return nil }
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : nil
  }
}
