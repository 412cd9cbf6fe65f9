import Glibc

/// A thread for one transfer, which may wait as long as it needs to: the threads of tasks are few and must not.
enum TransferThread {
  private final class Work {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body` on a thread of its own.
  /// - Returns: 0, or the number of the error that there is none.
  static func start(_ body: @escaping @Sendable () -> Void) -> CInt {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        // A connection that breaks while TLS writes to it would end the program.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    if failure == 0 { pthread_detach(thread) } else { work.release() }
    return failure
  }
}
