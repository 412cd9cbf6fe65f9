import Glibc

/// A time on the clock that starts when the machine boots. It keeps counting during sleep, and nobody can set it.
public struct BootMoment: Sendable, Equatable {
  /// The boot ID: a UUID in lower case.
  public let boot: String
  /// Milliseconds since the machine booted.
  public let milliseconds: Int

  /// Creates a moment; nil if the arguments are invalid.
  public init?(boot: String, milliseconds: Int) {
    let isUUID =
      boot.utf8.count == 36
      && boot.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "-"): true
        default: false
        }
      }
    guard isUUID, milliseconds >= 0 else { return nil }
    self.boot = boot
    self.milliseconds = milliseconds
  }

  /// The current moment (Linux, random(4) and clock_gettime(2)); nil if the system does not report its boot ID.
  @Sendable public static func now() -> BootMoment? {
    guard let bytes = try? RegularFile.bytes(of: "/proc/sys/kernel/random/boot_id", limit: 64) else { return nil }
    var time = timespec()
    guard clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return BootMoment(boot: String(text.prefix { $0 != "\n" }), milliseconds: Clocks.milliseconds(time))
  }

  /// The time since this moment; zero if it is unknown because the machine has rebooted in between.
  public func age(at now: BootMoment?) -> Duration {
    guard let now, now.boot == boot, now.milliseconds > milliseconds else { return .zero }
    return .milliseconds(now.milliseconds - milliseconds)
  }
}
