public import Findings

/// The difference between two versions of a file as `diff -u` shows it, which `patch` and `git apply` understand. Secrets are
/// hidden and deceptive characters made visible: a difference that shows such lines is for reading alone.
public struct UnifiedDifference: Sendable {
  /// The number of unchanged lines around a change.
  private static let context = 3
  /// The number of lines that are searched for the end of a change.
  private static let reach = 64

  private let old: Version
  private let new: Version

  /// The difference between two versions, each with its parts that must not be shown.
  public init(
    from old: SourceFile, hiding oldSecrets: [SourceRange], to new: SourceFile, hiding newSecrets: [SourceRange]
  ) {
    self.old = Version(old, oldSecrets)
    self.new = Version(new, newSecrets)
  }

  /// The text; empty for equal versions.
  public func render(_ style: TextStyle) -> PrintableText {
    let steps = steps()
    let hunks = Self.hunks(steps)
    guard !hunks.isEmpty else { return "" }
    // `patch` strips `a/` and `b/`. A name with blanks ends at a tab.
    let path = PrintableText(String(old.file.name.drop { $0 == "/" }))
    let end: PrintableText = path.text.contains(" ") ? "\t" : ""
    var parts = [style.bold("--- a/\(path)\(end)\n+++ b/\(path)\(end)\n")]
    for hunk in hunks {
      let lines = steps[hunk]
      let first = lines[hunk.lowerBound]
      let oldCount = lines.count { $0.kind != .added }
      let newCount = lines.count { $0.kind != .removed }
      // A side without lines begins before the first one (POSIX, `diff -u`).
      let (oldStart, newStart) = (first.old + (oldCount > 0 ? 1 : 0), first.new + (newCount > 0 ? 1 : 0))
      parts.append(style.blue("@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@") + "\n")
      parts += lines.map { step in
        switch step.kind {
        case .same: " " + old.text(step.old)
        case .removed: style.red("-" + old.text(step.old))
        case .added: style.green("+" + new.text(step.new))
        }
      }
    }
    return parts.joined()
  }

  // MARK: Lines

  private struct Version {
    let file: SourceFile
    let hidden: HiddenText
    /// The lines with their line feeds; `patch` knows no other line break.
    let lines: [ArraySlice<UInt8>]

    init(_ file: SourceFile, _ secrets: [SourceRange]) {
      self.file = file
      hidden = HiddenText(secrets, in: file)
      var lines: [ArraySlice<UInt8>] = []
      var start = 0
      for (index, byte) in file.bytes.enumerated() where byte == UInt8(ascii: "\n") {
        lines.append(file.bytes[start...index])
        start = index + 1
      }
      if start < file.bytes.count { lines.append(file.bytes[start...]) }
      self.lines = lines
    }

    /// A line as it may be shown, with its tabs and its line break.
    func text(_ index: Int) -> PrintableText {
      var line = lines[index]
      let isOpen = line.last != UInt8(ascii: "\n")
      if !isOpen { line.removeLast() }
      let hasReturn = line.last == UInt8(ascii: "\r")
      if hasReturn { line.removeLast() }
      let parts = hidden.masking(line).split(separator: "\t", omittingEmptySubsequences: false)
      let text = parts.map { part in
        var text = ""
        text.unicodeScalars.append(contentsOf: part)
        return PrintableText(text)
      }.joined(separator: "\t")
      return text + (hasReturn ? "\r" : "") + (isOpen ? "\n\\ No newline at end of file\n" : "\n")
    }
  }

  // MARK: Comparison

  private struct Step {
    enum Kind { case same, removed, added }

    let kind: Kind
    /// The number of lines of the old version before it.
    let old: Int
    /// The number of lines of the new version before it.
    let new: Int
  }

  /// The lines of both versions in order: in linear time, which finds the shortest difference only where changes are short.
  private func steps() -> [Step] {
    var steps: [Step] = []
    var (one, other) = (0, 0)
    while one < old.lines.count || other < new.lines.count {
      let (removed, added) = change(one, other)
      steps += (0..<removed).map { Step(kind: .removed, old: one + $0, new: other) }
      one += removed
      steps += (0..<added).map { Step(kind: .added, old: one, new: other + $0) }
      other += added
      while one < old.lines.count, other < new.lines.count, old.lines[one] == new.lines[other] {
        steps.append(Step(kind: .same, old: one, new: other))
        one += 1
        other += 1
      }
    }
    return steps
  }

  /// The number of lines from here on that are removed and added before both versions are the same again, or end.
  private func change(_ one: Int, _ other: Int) -> (removed: Int, added: Int) {
    var (removed, added) = (0, 0)
    while one + removed < old.lines.count, other + added < new.lines.count {
      if let next = nextSame(one + removed, other + added) { return (removed + next.removed, added + next.added) }
      removed += 1
      added += 1
    }
    return (old.lines.count - one, new.lines.count - other)
  }

  /// The fewest lines from here on after which both versions have the same line; nil if it is out of reach.
  private func nextSame(_ one: Int, _ other: Int) -> (removed: Int, added: Int)? {
    for distance in 0...Self.reach {
      for removed in 0...distance {
        let (oldIndex, newIndex) = (one + removed, other + distance - removed)
        guard oldIndex < old.lines.count, newIndex < new.lines.count else { continue }
        if old.lines[oldIndex] == new.lines[newIndex] { return (removed, distance - removed) }
      }
    }
    return nil
  }

  /// The ranges of steps that are shown together: changes with what is around them.
  private static func hunks(_ steps: [Step]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, step) in steps.enumerated() where step.kind != .same {
      let range = max(0, index - context)..<min(steps.count, index + context + 1)
      if let last = hunks.last, range.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }
}
