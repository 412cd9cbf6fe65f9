import Glibc

/// Keeps secrets out of what a crash leaves behind: no core file is written, also where the system hands it to a program,
/// nobody but root looks into the memory, and the Swift runtime, whose traces show memory, does not handle the signals of a
/// crash.
package enum CrashTraces {
  /// Sees to it for the rest of the process, before anything is read; children write no core file either.
  package static func disable() {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    // The limit does not hold for a core file that goes to a pipe (core(5)); this does, and for ptrace(2), too.
    setUndumpable()
    for number in [SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP, SIGQUIT, SIGSYS] { signal(number, SIG_DFL) }
  }

  /// `prctl(PR_SET_DUMPABLE, 0)`. The function takes any number of arguments, which Swift cannot call by its name.
  private static func setUndumpable() {
    typealias Control = @convention(c) (CInt, UInt, UInt, UInt, UInt) -> CInt
    let setDumpable: CInt = 4  // linux/prctl.h
    guard let symbol = dlsym(nil, "prctl") else { return }
    _ = unsafeBitCast(symbol, to: Control.self)(setDumpable, 0, 0, 0, 0)
  }
}
