import Glibc

/// The threads and files needed for tasks and network access. Tasks wait forever if they get no thread, and a library
/// that cannot open a file reports little, so both are tested in advance.
public enum ProcessResources {
  /// The maximum number of files that are open at once: those of dispatch queues, connection attempts, name lookup,
  /// certificates and the journal.
  static let files = 24

  /// The maximum number of threads that run at once: one for the transfer, one for name lookup, and those of the
  /// dispatch queues. There are two of those per processor, but never that many at work.
  static let threads = 8

  /// Starts the threads and opens the files, then releases them.
  /// - Throws: `ResourceError` if there are too few.
  public static func check() throws(ResourceError) {
    try checkFiles()
    try checkThreads()
  }

  private static func checkFiles() throws(ResourceError) {
    var descriptors: [CInt] = []
    defer { for descriptor in descriptors { close(descriptor) } }
    for _ in 0..<files {
      let descriptor = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .files(files, reason: SystemError.last) }
      descriptors.append(descriptor)
    }
  }

  private static func checkThreads() throws(ResourceError) {
    // Each thread waits for the lock, so that all of them exist at the same time.
    var lock = pthread_mutex_t()
    pthread_mutex_init(&lock, nil)
    defer { pthread_mutex_destroy(&lock) }
    let failure = withUnsafeMutablePointer(to: &lock) { lock -> CInt in
      pthread_mutex_lock(lock)
      var started: [pthread_t] = []
      var failure: CInt = 0
      for _ in 0..<threads where failure == 0 {
        var thread = pthread_t()
        failure = pthread_create(
          &thread, nil,
          { argument in
            if let lock = argument?.assumingMemoryBound(to: pthread_mutex_t.self) {
              pthread_mutex_lock(lock)
              pthread_mutex_unlock(lock)
            }
            return nil
          }, lock)
        if failure == 0 { started.append(thread) }
      }
      pthread_mutex_unlock(lock)
      for thread in started { pthread_join(thread, nil) }
      return failure
    }
    guard failure == 0 else { throw .threads(threads, reason: SystemError.message(failure)) }
  }
}

/// A resource that is too scarce.
public enum ResourceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Open files.
  case files(Int, reason: String)
  /// Threads.
  case threads(Int, reason: String)

  /// The message shown to people.
  public var description: String {
    switch self {
    case .files(let count, let reason): "cannot open the \(count) files that a connection may take: \(reason)"
    case .threads(let count, let reason): "cannot start the \(count) threads that a connection may take: \(reason)"
    }
  }

  /// What to do.
  public var help: String {
    switch self {
    case .files: "raise the limit of open files, `ulimit -n`"
    case .threads: "raise the limit of processes, `ulimit -u`, or that of the container"
    }
  }
}
