import Findings
import Glibc
import Program

/// A line that a person types unseen.
///
/// Whatever ends or stops the program meanwhile, the terminal shows again what is typed: a handler sees to it and then
/// gives the signal its way.
enum HiddenInput {
  /// Bytes of a line at most; a terminal's own limit is 4,096 (termios(3), canonical mode).
  private static let longest = 65_536

  /// Asks on standard error and reads a line from the terminal that standard input is.
  /// - Returns: The line without its end; nil if there is none or it is too long.
  static func line(prompt: String) -> String? {
    guard tcgetattr(STDIN_FILENO, &terminal.shown) == 0 else { return StandardInput.line(limit: longest) }
    terminal.hidden = terminal.shown
    terminal.hidden.c_lflag &= ~tcflag_t(ECHO)
    terminal.prompt = Array(prompt.utf8)
    let replaced = handle()
    let mask = letBackgroundStop()
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal.hidden)
    ask()
    let line = StandardInput.line(limit: longest)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &terminal.shown)
    for (number, action) in replaced {
      var action = action
      sigaction(number, &action, nil)
    }
    if var mask { pthread_sigmask(SIG_SETMASK, &mask, nil) }
    Output.standardError("\n")
    return line
  }

  /// Lets the terminal stop the program while it is in the background: the threads that tasks run on block these signals,
  /// and a thread that blocks them gets an error from the terminal instead (tcsetattr(3), read(2): EIO).
  /// - Returns: The mask before.
  private static func letBackgroundStop() -> sigset_t? {
    var signals = sigset_t()
    var before = sigset_t()
    sigemptyset(&signals)
    for number in [SIGTTIN, SIGTTOU] { sigaddset(&signals, number) }
    return pthread_sigmask(SIG_UNBLOCK, &signals, &before) == 0 ? before : nil
  }

  /// Sets the handlers for every signal that would end or stop the program; ignored ones stay so.
  private static func handle() -> [(CInt, sigaction)] {
    var replaced: [(CInt, sigaction)] = []
    for number in 1...CInt(64) where !untouched.contains(number) {
      var old = sigaction()
      // Two numbers belong to the C library, which refuses.
      guard sigaction(number, nil, &old) == 0 else { continue }
      let isDefault = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 0
      guard isDefault || number == SIGCONT else { continue }
      let isHandled =
        switch number {
        case SIGTSTP: setHandler(number, stop)
        case SIGCONT: setHandler(number) { _ in resume() }
        default: setHandler(number, leave)
        }
      if isHandled { replaced.append((number, old)) }
    }
    return replaced
  }

  /// Those that cannot be handled, those that do nothing by default (signal(7)), and those that stop a program in the
  /// background, from where a handler could not set the terminal up; it is set up again when the program goes on.
  private static let untouched: Set<CInt> = [SIGKILL, SIGSTOP, SIGCHLD, SIGURG, SIGWINCH, SIGTTIN, SIGTTOU]
}

/// The terminal as it was and as it is while a person types, and what is asked.
private struct TerminalState {
  var shown = termios()
  var hidden = termios()
  var prompt: [UInt8] = []
}

// INVARIANT: written before the handlers are set, and only read by them; all that they call may be called from a handler
// (signal-safety(7)).
nonisolated(unsafe) private var terminal = TerminalState()

private func setHandler(_ number: CInt, _ handler: @escaping @convention(c) (CInt) -> Void) -> Bool {
  var action = sigaction()
  action.__sigaction_handler.sa_handler = handler
  // The signal comes again from within its handler, and reading goes on after a pause.
  action.sa_flags = CInt(SA_NODEFER) | CInt(SA_RESTART)
  return sigaction(number, &action, nil) == 0
}

private func ask() {
  terminal.prompt.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// Whether the terminal is the program's to set up: a shell may have it meanwhile, with settings of its own. A terminal
/// that is not the controlling one has no such order.
private var isInForeground: Bool {
  let group = tcgetpgrp(STDIN_FILENO)
  return group == -1 || group == getpgrp()
}

private func resume() {
  guard isInForeground else { return }
  tcsetattr(STDIN_FILENO, TCSANOW, &terminal.hidden)
  ask()
}

private func show() {
  guard isInForeground else { return }
  // What was typed of the secret must not come to the shell.
  tcflush(STDIN_FILENO, TCIFLUSH)
  tcsetattr(STDIN_FILENO, TCSANOW, &terminal.shown)
}

private func leave(_ number: CInt) {
  show()
  signal(number, SIG_DFL)
  raise(number)
}

private func stop(_ number: CInt) {
  show()
  signal(number, SIG_DFL)
  raise(number)
  // Going on; or the signal had no effect, as in a group without a shell.
  if isInForeground { tcsetattr(STDIN_FILENO, TCSANOW, &terminal.hidden) }
  _ = setHandler(number, stop)
}
