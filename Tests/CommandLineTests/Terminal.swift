import Foundation
import TestSupport

/// A pseudo terminal: the program has the one side, the test the other.
final class Terminal: Sendable {
  let ours: CInt
  let theirs: CInt

  /// A terminal of some columns.
  init(columns: UInt16 = 80) throws {
    // What unlockpt(3) and ptsname(3) do, which Swift does not see (asm-generic/ioctls.h).
    let (getNumber, setLock) = (UInt(0x8004_5430), UInt(0x4004_5431))
    ours = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (number, lock): (CInt, CInt) = (0, 0)
    guard ours >= 0, ioctl(ours, setLock, &lock) == 0, ioctl(ours, getNumber, &number) == 0 else {
      throw CocoaError(.fileReadUnknown)
    }
    theirs = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var size = winsize(ws_row: 50, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard theirs >= 0, ioctl(theirs, UInt(TIOCSWINSZ), &size) == 0 else { throw CocoaError(.fileReadUnknown) }
  }

  /// Runs `tollgate` at a terminal; the body, on a thread of its own, has it to itself.
  /// - Parameter output: Where standard output and errors go, if not to the terminal.
  static func running<Result: Sendable>(
    _ arguments: [String], folder: String, environment: [String: String], columns: UInt16 = 80, output: Pipe? = nil,
    _ body: @escaping @Sendable (Terminal, Process) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Swift.Result {
            let terminal = try Terminal(columns: columns)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Program.folder + "/tollgate")
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: folder)
            process.environment = environment.merging([
              "TOLLGATE_CATALOG": Repository.catalogPath, "PATH": "/usr/bin:/bin", "NO_COLOR": "1",
              "LLVM_PROFILE_FILE": "/dev/null",
            ]) { $1 }
            let handle = FileHandle(fileDescriptor: terminal.theirs, closeOnDealloc: false)
            process.standardInput = handle
            process.standardOutput = output ?? handle
            process.standardError = output ?? handle
            try process.run()
            // A program that goes on when it should not must not go on for ever.
            let processId = process.processIdentifier
            let deadline = DispatchWorkItem { kill(processId, SIGKILL) }
            DispatchQueue.global().asyncAfter(deadline: .now() + 300, execute: deadline)
            defer {
              deadline.cancel()
              if process.isRunning { kill(processId, SIGKILL) }
            }
            return try body(terminal, process)
          })
      }
    }
  }

  deinit {
    close(ours)
    close(theirs)
  }

  var isEchoing: Bool {
    var settings = termios()
    tcgetattr(theirs, &settings)
    return settings.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Waits until the terminal echoes, or does not; false after half a minute.
  func waits(forEcho isEchoing: Bool) -> Bool {
    for _ in 0..<3_000 {
      if self.isEchoing == isEchoing { return true }
      usleep(10_000)
    }
    return false
  }

  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(ours, $0.baseAddress, $0.count) }
  }

  /// What was written to the terminal until a text appears, or all of two minutes.
  func screen(until text: String) -> String { screen { $0.contains(text) } }

  /// What was written to the terminal until it is enough, or all of two minutes.
  func screen(until isEnough: (String) -> Bool) -> String {
    var shown: [UInt8] = []
    for _ in 0..<1_200 {
      var waiting = pollfd(fd: ours, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 100) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = read(ours, &bytes, bytes.count)
      if count > 0 { shown += bytes[..<count] }
      if isEnough(String(decoding: shown, as: UTF8.self)) { break }
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// Everything that is written to the terminal until a program has ended.
  func screen(of process: Process) -> String {
    var shown: [UInt8] = []
    while true {
      let hasEnded = !process.isRunning
      var waiting = pollfd(fd: ours, events: Int16(POLLIN), revents: 0)
      while poll(&waiting, 1, hasEnded ? 0 : 50) > 0 {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(ours, &bytes, bytes.count)
        guard count > 0 else { break }
        shown += bytes[..<count]
      }
      if hasEnded { return String(decoding: shown, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n") }
    }
  }
}
