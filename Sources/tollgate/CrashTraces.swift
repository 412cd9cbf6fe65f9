import Glibc

/// Keeps secrets out of what a crash leaves behind: no core file is written, and the Swift runtime, whose traces show
/// memory, does not handle the signals of a crash.
enum CrashTraces {
  static func disable() {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    for number in [SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP, SIGQUIT] { signal(number, SIG_DFL) }
  }
}
