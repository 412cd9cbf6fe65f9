import Testing

@testable import HTTP

@Suite struct RetryTests {
  @Test(
    arguments: [
      ("0", 0), ("7", 7), (" 120 ", 120), ("99999999999999999999", 1_000_000), ("Sun, 06 Nov 1994 08:49:47 GMT", 10),
      ("Sun, 06 Nov 1994 08:49:07 GMT", 0), ("Mon, 07 Nov 1994 08:49:37 GMT", 86_400),
    ] as [(String, Int)])
  func `Retry-After is seconds or a date`(text: String, seconds: Int) {
    #expect(RetryAfter.parse(text, now: 784_111_777) == .seconds(seconds))
  }

  @Test(
    arguments: [
      (Int.min, 1_000_000), (Int.min / 1_000, 1_000_000), (-1, 1_000_000), (0, 1_000_000), (Int.max, 0),
      (Int.max / 1_000, 0),
    ] as [(Int, Int)])
  func `whatever the clock says, a date is a wait within bounds`(now: Int, seconds: Int) {
    for date in ["Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 31 Dec 9999 23:59:60 GMT"] {
      #expect(RetryAfter.parse(date, now: now) == .seconds(seconds))
    }
    #expect(RetryAfter.parse("Sat, 01 Jan 0000 00:00:00 GMT", now: now) != nil)
  }

  @Test(arguments: [
    "Sun, 06 Nov 1994 +8:49:37 GMT", "Sun, 06 Nov 1994 08:49:37: GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
    "9223372036854775808 s", "0x10", "Sun, 06 Nov 19940 08:49:37 GMT", "", "soon", "-1", "1.5",
    "Sun, 06 Now 1994 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "06 Nov 1994",
  ])
  func `a Retry-After that means nothing is ignored`(text: String) {
    #expect(RetryAfter.parse(text, now: 0) == nil)
  }

  @Test func `pauses double up to the longest, with full jitter`() {
    var policy = RetryPolicy(base: .seconds(1), longest: .seconds(10), jitter: { 1 })
    #expect((1...6).map { policy.pause(after: $0) } == [1, 2, 4, 8, 10, 10].map { .seconds($0) })
    #expect(policy.pause(after: 1_000) == .seconds(10))
    policy.jitter = { 0.25 }
    #expect(policy.pause(after: 3) == .seconds(1))
    #expect(policy.pause(after: 3, retryAfter: .seconds(7)) == .seconds(7))
  }

  @Test func `only what may pass by itself is tried again`() {
    let transient = (100..<600).filter { RetryPolicy.isTransient(status: $0) }
    #expect(transient == [408, 429] + Array(500..<600).filter { $0 != 501 })
  }
}
