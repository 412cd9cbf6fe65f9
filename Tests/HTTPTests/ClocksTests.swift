import Foundation
import Testing

@testable import HTTP

@Suite struct ClocksTests {
  private let boot = "0f2c8a3e-1111-2222-3333-444455556666"

  @Test(
    arguments: [
      (0, 0, 0), (1, 999_999_999, 1_999), (-1, 500_000_000, -500), (.max, 999_999_999, .max), (.min, 0, .min),
      (.max / 1_000, 999_999_999, .max), (.min / 1_000, 0, .min / 1_000 * 1_000), (.max / 1_000 + 1, 0, .max),
    ] as [(Int, Int, Int)])
  func `no time is too far away to be told in milliseconds`(seconds: Int, nanoseconds: Int, milliseconds: Int) {
    #expect(Clocks.milliseconds(timespec(tv_sec: seconds, tv_nsec: nanoseconds)) == milliseconds)
  }

  @Test func `the moment since the start goes forward and names the start`() throws {
    let first = try #require(BootMoment.now())
    let second = try #require(BootMoment.now())
    #expect(first.boot == second.boot)
    #expect(first.age(at: second) >= .zero)
    #expect(first.age(at: BootMoment(boot: first.boot, milliseconds: first.milliseconds + 5)) == .milliseconds(5))
  }

  @Test func `an age counts within one start only, and never backwards`() throws {
    let moment = try #require(BootMoment(boot: boot, milliseconds: 1_000))
    #expect(moment.age(at: nil) == .zero)
    #expect(moment.age(at: BootMoment(boot: boot, milliseconds: 0)) == .zero)
    #expect(moment.age(at: BootMoment(boot: boot.replacing("0f", with: "1f"), milliseconds: .max)) == .zero)
    #expect(moment.age(at: BootMoment(boot: boot, milliseconds: .max)) == .milliseconds(Int.max - 1_000))
  }

  @Test(arguments: ["", "x", "0F2C8A3E-1111-2222-3333-444455556666", "0f2c8a3e-1111-2222-3333-44445555666\n"])
  func `what does not name a start is none`(text: String) {
    #expect(BootMoment(boot: text, milliseconds: 1) == nil)
    #expect(BootMoment(boot: boot, milliseconds: -1) == nil)
  }
}
