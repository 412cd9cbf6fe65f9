public import Findings
import Platform
import Requests

/// What `tollgate check --fix` changes: every finding whose meaning is certain is settled, in the files as they are.
public struct FixRun: Sendable {
  /// A file that is changed.
  public struct File: Sendable {
    /// The file as it is.
    public let old: SourceFile
    /// The file with every edit.
    public let new: SourceFile
    /// What was settled, in the order in which it was found.
    public let settled: [Finding]
    /// The requests of both, for what must not be shown of them.
    private let drafts: [RequestDraft]

    init(old: SourceFile, new: SourceFile, settled: [Finding], drafts: [RequestDraft]) {
      self.old = old
      self.new = new
      self.settled = settled
      self.drafts = drafts
    }

    /// The lines of a file without external ids.
    public func lines(of file: SourceFile) -> [String] {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return lines.map { line in drafts.reduce(line) { $1.secretTexts.masking($0) } }
    }
  }

  /// What was read, also what cannot be.
  public let read: RequestFiles
  /// The files that are changed.
  public private(set) var files: [File] = []
  /// The paths of files whose findings have edits, and that cannot be changed: those with a document a line.
  public private(set) var unchangeable: [String] = []

  /// The number of passes at most: an edit may uncover a finding that another one settles.
  private static let passes = 8

  /// Finds what can be settled in the files that some paths hold.
  /// - Throws: `GateError` if nothing can be checked.
  public init(paths: [String], _ options: CheckRun.Options) throws(GateError) {
    read = RequestFiles(paths: paths)
    var current = read.sources
    var settled: [String: [Finding]] = [:]
    var drafts = read.drafts
    for _ in 0..<Self.passes {
      let files = RequestFiles(current)
      guard !files.drafts.isEmpty else { return }
      let before = try CheckRun(files, options, mayBeEmpty: true)
      var next: [SourceFile] = []
      var made: [String: [Finding]] = [:]
      for source in current {
        let found = before.findings.filter { $0.place.source == source.name && !$0.isExcused }
        let (file, edits) = source.applying(found.compactMap(\.edit))
        next.append(file)
        if !edits.isEmpty { made[source.name] = found.filter { $0.edit.map(edits.contains) ?? false } }
      }
      guard !made.isEmpty else { break }
      let after = try CheckRun(RequestFiles(next), options, mayBeEmpty: true)
      for (index, source) in next.enumerated() where made[source.name] != nil {
        // What makes anything worse is not what was meant.
        if Self.isWorse(after, than: before, in: source.name) {
          next[index] = current[index]
          made[source.name] = nil
        }
      }
      settled.merge(made) { $0 + $1 }
      drafts += after.files.drafts
      guard zip(next, current).contains(where: { $0.bytes != $1.bytes }) else { break }
      current = next
    }
    for (old, new) in zip(read.sources, current) {
      guard let findings = settled[old.name], old.bytes != new.bytes else { continue }
      let name = old.name.lowercased()
      guard !name.hasSuffix(".ndjson"), !name.hasSuffix(".jsonl") else {
        unchangeable.append(old.name)
        continue
      }
      let own = drafts.filter { $0.place.source == old.name }
      files.append(File(old: old, new: new, settled: findings, drafts: own))
    }
  }

  /// Whether a file has other requests than before, one that was approved is denied, or more is wrong with it.
  private static func isWorse(_ after: CheckRun, than before: CheckRun, in source: String) -> Bool {
    let old = before.verdicts.filter { $0.draft.place.source == source }
    let new = after.verdicts.filter { $0.draft.place.source == source }
    guard old.count == new.count, after.files.isUnreadable == before.files.isUnreadable else { return true }
    return zip(old, new).contains { $0.isApproved && !$1.isApproved }
  }
}
