import Glibc

/// Another program, run to its end.
package enum ChildProcess {
  /// Runs a program with this one's standard streams.
  /// - Parameters:
  ///   - path: The program's file.
  ///   - arguments: Its arguments, with its name first.
  ///   - environment: Its environment; nil for this program's own.
  ///   - descriptors: Open files of this program, and the numbers that the other one sees them under.
  /// - Returns: The exit code; nil if the program could not be started, or a signal ended it.
  package static func run(
    _ path: String, _ arguments: [String], environment: [(name: String, value: String)]? = nil,
    handing descriptors: [(own: CInt, as: CInt)] = []
  ) -> CInt? {
    // If this program was started with the signal ignored, the system would forget how the child ended.
    signal(SIGCHLD, SIG_DFL)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in descriptors { posix_spawn_file_actions_adddup2(&actions, descriptor.own, descriptor.as) }
    // A thread of a task blocks signals, which the program must get: Ctrl-C, for example, and changes of the window.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, pipe) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &pipe)
    posix_spawnattr_setflags(&attributes, CShort(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let result = withPointers(to: arguments) { arguments in
      guard let environment else { return posix_spawn(&process, path, &actions, &attributes, arguments, environ) }
      return withPointers(to: environment.map { "\($0.name)=\($0.value)" }) {
        posix_spawn(&process, path, &actions, &attributes, arguments, $0)
      }
    }
    guard result == 0 else { return nil }
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : nil
  }

  /// Passes texts to `body` as a C array that ends with a null pointer.
  private static func withPointers(
    to texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt
  ) -> CInt {
    var pointers = texts.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}
