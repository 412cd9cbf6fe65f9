import Glibc

/// The threads and files that tasks and talking to a network take. Tasks wait without end where they get no thread, and a library that
/// gets no file says little of it, so both are tried before.
public enum ProcessResources {
  /// Files that are open at once at most: those of the dispatch queues, the attempts to connect, the look-up of a name,
  /// certificates and the journal.
  static let files = 24

  /// Threads that run at once at most: one for the transfer, one for the look-up of a name, and those of the dispatch
  /// queues, of which there are two for each processor, but never that many at work.
  static let threads = 8

  /// Tries to start the threads and open the files, and gives them back.
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
    // Each waits for the lock, so that all of them are there at once.
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

/// What there is too little of.
public enum ResourceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Files that may be open.
  case files(Int, reason: String)
  /// Threads that may run.
  case threads(Int, reason: String)

  /// The message for people.
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
