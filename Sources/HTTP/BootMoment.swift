import Glibc

/// A moment by the clock that counts since the machine was started, also while it sleeps, and that nobody can set.
public struct BootMoment: Sendable, Equatable {
  /// What names this start of the machine: a UUID in lower case.
  public let boot: String
  /// Milliseconds since the start.
  public let milliseconds: Int

  /// A moment; nil if the parts are none.
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

  /// This moment (Linux, random(4) and clock_gettime(2)); nil where the system does not tell which start it was.
  @Sendable public static func now() -> BootMoment? {
    guard let bytes = try? RegularFile.bytes(of: "/proc/sys/kernel/random/boot_id", limit: 64) else { return nil }
    var time = timespec()
    guard clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return BootMoment(boot: String(text.prefix { $0 != "\n" }), milliseconds: Clocks.milliseconds(time))
  }

  /// How long ago it was; nothing if that cannot be said, since the machine was started again in between.
  public func age(at now: BootMoment?) -> Duration {
    guard let now, now.boot == boot, now.milliseconds > milliseconds else { return .zero }
    return .milliseconds(now.milliseconds - milliseconds)
  }
}
