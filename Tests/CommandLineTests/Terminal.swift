import Foundation

/// A pseudo terminal: the program has the one side, the test the other.
final class Terminal: Sendable {
  let ours: CInt
  let theirs: CInt

  init() throws {
    // What unlockpt(3) and ptsname(3) do, which Swift does not see (asm-generic/ioctls.h).
    let (getNumber, setLock) = (UInt(0x8004_5430), UInt(0x4004_5431))
    ours = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (number, lock): (CInt, CInt) = (0, 0)
    guard ours >= 0, ioctl(ours, setLock, &lock) == 0, ioctl(ours, getNumber, &number) == 0 else {
      throw CocoaError(.fileReadUnknown)
    }
    theirs = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
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

  /// What was written to the terminal until a text appears, or all of half a minute.
  func screen(until text: String) -> String {
    var shown = ""
    for _ in 0..<300 {
      var waiting = pollfd(fd: ours, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 100) > 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = read(ours, &bytes, bytes.count)
      if count > 0 { shown += String(decoding: bytes[..<count], as: UTF8.self) }
      if shown.contains(text) { break }
    }
    return shown
  }
}
