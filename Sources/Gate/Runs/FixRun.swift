public import Findings
import Platform
import Requests

/// What `tollgate check --fix` changes: the edits whose meaning is certain, in the files as they are.
public struct FixRun: Sendable {
  /// A file that is changed.
  public struct File: Sendable {
    /// The file as it is.
    public let old: SourceFile
    /// The file with every edit.
    public fileprivate(set) var new: SourceFile
    /// What was settled, in the order in which it was found.
    public fileprivate(set) var settled: [Finding] = []
    /// The parts of the file as it is that must not be shown.
    public let oldSecrets: [SourceRange]
    /// The parts of the file with every edit that must not be shown.
    public fileprivate(set) var newSecrets: [SourceRange]

    /// Whether it has a document a line.
    fileprivate var isUnchangeable: Bool {
      let name = old.name.lowercased()
      return name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl")
    }
  }

  /// What was read, also what cannot be.
  public let read: RequestFiles
  /// The files that are changed, in the order in which they were read.
  public let files: [File]
  /// The paths of files whose findings have edits, and that cannot be changed: those with a document a line.
  public let unchangeable: [String]

  /// The number of passes at most. An edit may uncover a finding that another one settles, and a report holds the first
  /// findings of a code alone. Every pass leaves less to settle: this many are made only if an edit is wrong.
  private static let passes = 1_000

  /// Finds what can be settled in the files that a check with the same options reads.
  /// - Throws: `GateError` if nothing can be checked.
  public init(paths: [String], _ options: CheckRun.Options) throws(GateError) {
    var engine = try CheckEngine(options)
    var reading = RequestScan.Options(skipsOthers: options.controls.skipsOthers)
    reading.isWanted = try engine.changedFiles().map { changed in { changed.contains($0) } }
    read = RequestFiles(paths: paths, reading)

    var seen: Set<String> = []
    let sources = read.sources.filter { seen.insert($0.name).inserted }
    if let error = read.fileErrors.first(where: \.isOfReport) { throw .file(error) }
    try engine.prepare(for: read.drafts)
    var versions = try CheckedVersion.all(of: sources, engine)
    var changes: [String: File] = [:]
    for _ in 0..<Self.passes {
      let attempts = versions.compactMap { old in old.fixed.map { (old: old, new: $0.file, settled: $0.settled) } }
      guard !attempts.isEmpty else { break }
      versions = []
      for (attempt, new) in zip(attempts, try CheckedVersion.all(of: attempts.map(\.new), engine)) {
        // What makes anything worse is not what was meant.
        guard !new.isWorse(than: attempt.old) else { continue }
        let old = attempt.old
        var file =
          changes[old.file.name]
          ?? File(old: old.file, new: new.file, oldSecrets: old.secrets, newSecrets: new.secrets)
        (file.new, file.newSecrets) = (new.file, new.secrets)
        file.settled += attempt.settled
        changes[old.file.name] = file
        versions.append(new)
      }
    }
    let changed = read.sources.compactMap { changes.removeValue(forKey: $0.name) }
    files = changed.filter { !$0.isUnchangeable }
    unchangeable = changed.filter(\.isUnchangeable).map(\.old.name)
  }
}

/// A version of a file and what a check says of it.
private struct CheckedVersion {
  let file: SourceFile
  let verdicts: [Verdict]
  let isUnreadable: Bool

  /// Checks files together. Each time the engine is a new one, to which no finding of an older version is known.
  static func all(
    of files: [SourceFile], _ engine: CheckEngine
  ) throws(GateError) -> [CheckedVersion] {
    var engine = engine
    let read = RequestFiles(files)
    let checked = try engine.verdicts(on: read.drafts).verdicts.checkingEdits(in: files)
    let verdicts = Dictionary(grouping: checked) { $0.draft.place.source }
    let unreadable = Set(read.syntaxErrors.map(\.place.source))
    return files.map {
      CheckedVersion(file: $0, verdicts: verdicts[$0.name] ?? [], isUnreadable: unreadable.contains($0.name))
    }
  }

  /// The parts that must not be shown.
  var secrets: [SourceRange] { verdicts.flatMap(\.draft.secretRanges) }

  /// The file with the edits of everything that nothing excuses; nil if there is none.
  var fixed: (file: SourceFile, settled: [Finding])? {
    let found = verdicts.flatMap(\.findings).filter { !$0.isExcused }
    let (file, made) = file.applying(found.compactMap(\.edit))
    return made.isEmpty ? nil : (file, found.filter { $0.edit.map(made.contains) ?? false })
  }

  /// Whether it has another number of requests than an older version, can be read where that one cannot or the other way
  /// round, or has a request that is no longer approved.
  func isWorse(than old: CheckedVersion) -> Bool {
    guard verdicts.count == old.verdicts.count, isUnreadable == old.isUnreadable else { return true }
    return zip(old.verdicts, verdicts).contains { $0.isApproved && !$1.isApproved }
  }
}
