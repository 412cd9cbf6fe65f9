public import Findings

/// The difference of two versions of a file as `diff -u` shows it, which `patch` and `git apply` understand.
public enum UnifiedDifference {
  /// The number of unchanged lines around a change.
  private static let context = 3

  private enum Step: Equatable {
    case same(Int, Int)
    case removed(Int)
    case added(Int)
  }

  /// The difference; empty for equal versions.
  /// - Parameters:
  ///   - path: The path of both versions.
  ///   - old: The lines of the old one; the last is empty if the file ends with a line break.
  ///   - new: The lines of the new one.
  public static func render(_ path: String, from old: [String], to new: [String], style: TextStyle) -> PrintableText {
    let steps = steps(old, new)
    guard steps.contains(where: { if case .same = $0 { false } else { true } }) else { return "" }
    var text = style.bold("--- a/\(path)\n+++ b/\(path)\n")
    for hunk in hunks(steps) {
      let lines = steps[hunk]
      let (oldStart, newStart) = start(of: hunk, steps)
      let oldCount = lines.count { if case .added = $0 { false } else { true } }
      let newCount = lines.count { if case .removed = $0 { false } else { true } }
      text += style.blue("@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@") + "\n"
      for step in lines {
        switch step {
        case .same(let index, _): text += line(" ", index, old)
        case .removed(let index): text += style.red(line("-", index, old))
        case .added(let index): text += style.green(line("+", index, new))
        }
      }
    }
    return text
  }

  private static func line(_ mark: PrintableText, _ index: Int, _ lines: [String]) -> PrintableText {
    let isOpen = index == lines.count - 1
    return mark + PrintableText(lines[index]) + "\n" + (isOpen ? "\\ No newline at end of file\n" : "")
  }

  /// The lines of both versions in order. What is equal at both ends is left out of the comparison, so that files with some
  /// changes take linear time.
  private static func steps(_ old: [String], _ new: [String]) -> [Step] {
    // The empty text after the last line break is not a line.
    let (oldCount, newCount) = (count(old), count(new))
    var begin = 0
    while begin < oldCount, begin < newCount, old[begin] == new[begin] { begin += 1 }
    var (oldEnd, newEnd) = (oldCount, newCount)
    while oldEnd > begin, newEnd > begin, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    var steps = (0..<begin).map { Step.same($0, $0) }
    let difference = new[begin..<newEnd].difference(from: old[begin..<oldEnd])
    let removed = Set(difference.removals.map(\.offset))
    let added = Set(difference.insertions.map(\.offset))
    var (one, other) = (begin, begin)
    while one < oldEnd || other < newEnd {
      if one < oldEnd, removed.contains(one - begin) {
        steps.append(.removed(one))
        one += 1
      } else if other < newEnd, added.contains(other - begin) {
        steps.append(.added(other))
        other += 1
      } else {
        steps.append(.same(one, other))
        one += 1
        other += 1
      }
    }
    return steps + (oldEnd..<oldCount).map { .same($0, $0 - oldEnd + newEnd) }
  }

  private static func count(_ lines: [String]) -> Int { lines.last == "" ? lines.count - 1 : lines.count }

  /// The ranges of steps with their context.
  private static func hunks(_ steps: [Step]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, step) in steps.enumerated() {
      if case .same = step { continue }
      let range = max(0, index - context)..<min(steps.count, index + context + 1)
      if let last = hunks.last, range.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  private static func start(of hunk: Range<Int>, _ steps: [Step]) -> (Int, Int) {
    let before = steps[..<hunk.lowerBound]
    let old = before.count { if case .added = $0 { false } else { true } }
    let new = before.count { if case .removed = $0 { false } else { true } }
    return (old + 1, new + 1)
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
