/// Sorted byte ranges that do not touch each other, so that the range of a byte is found in logarithmic time.
struct HiddenRanges: Sendable {
  private var ranges: [Range<Int>] = []

  init(_ ranges: [Range<Int>]) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound {
        self.ranges[self.ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  var isEmpty: Bool { ranges.isEmpty }

  func contains(_ offset: Int) -> Bool {
    let index = firstEnding(after: offset)
    return index < ranges.count && ranges[index].lowerBound <= offset
  }

  /// The ranges that overlap a part of the text.
  func overlapping(_ part: Range<Int>) -> ArraySlice<Range<Int>> {
    ranges[firstEnding(after: part.lowerBound)...].prefix { $0.lowerBound < part.upperBound }
  }

  private func firstEnding(after offset: Int) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
