import Platform
import Testing

@Suite struct DurationTextTests {
  @Test(arguments: [
    ("90m", 5_400), ("1h30m", 5_400), ("45s", 45), ("2h", 7_200), ("1h1m1s", 3_661), ("0s", 0), ("200h", 720_000),
  ])
  func `durations are read`(text: String, seconds: Int) {
    #expect(DurationText.duration(text) == .seconds(seconds))
  }

  @Test(arguments: ["", "m", "30", "0", "1x", "1m1h", "1.5h", "-1", "1m30", "99999999999999999999", "9000h", "1m 2s"])
  func `other texts are no durations`(text: String) {
    #expect(DurationText.duration(text) == nil)
  }

  @Test(arguments: [
    (0, "0 s"), (400, "0.4 s"), (45_000, "45 s"), (130_000, "2 min 10 s"), (3_600_000, "1 h"),
    (5_430_000, "1 h 30 min"),
  ])
  func `durations are written`(milliseconds: Int, text: String) {
    #expect(DurationText.text(.milliseconds(milliseconds)) == text)
  }
}
