import Spelling
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("us-est-1", ["us-east-1", "us-west-1", "eu-west-1"], "us-east-1"),
    ("instanceType", ["instanceTypes", "region"], "instanceTypes"),
    ("ClusterRequset", ["ClusterRequest"], "ClusterRequest"), ("REGION", ["region"], "region"),
  ])
  func `the nearest candidate is proposed`(word: String, candidates: [String], nearest: String) {
    #expect(Spelling.nearest(to: word, in: candidates) == [nearest])
  }

  @Test func `what resembles nothing gets no proposal`() {
    #expect(Spelling.nearest(to: "banana", in: ["us-east-1", "region"]).isEmpty)
    #expect(Spelling.nearest(to: String(repeating: "x", count: 100), in: ["xxx"]).isEmpty)
    #expect(Spelling.nearest(to: "", in: ["us-east-1"]).isEmpty)
  }

  @Test(arguments: [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1), ("", "ab", 2), ("kitten", "sitting", 3)])
  func `the distance counts edits`(one: String, other: String, distance: Int) {
    #expect(Spelling.distance(one, other) == distance)
    #expect(Spelling.distance(other, one) == distance)
  }
}
