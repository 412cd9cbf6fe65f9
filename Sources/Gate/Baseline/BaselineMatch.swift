import Findings
import Platform
import Requests

/// Compares the findings of a run with a baseline, a part at a time, or makes a new one of them.
struct BaselineMatch {
  private let baseline: Baseline
  private let entries: [String: Baseline.Entry]
  private let isNew: Bool
  private var fingerprints = Fingerprints()
  private var paths = RepositoryPaths()
  private var met: Set<String> = []
  private var found: [Baseline.Entry] = []

  /// A comparison with a baseline. If a new one is to be made, every finding that may be excused is excused by it.
  init(_ baseline: Baseline, makingNew isNew: Bool) {
    self.baseline = baseline
    self.isNew = isNew
    entries = Dictionary(uniqueKeysWithValues: baseline.entries.map { ($0.fingerprint, $0) })
  }

  /// Marks what the baseline excuses: findings of rules and policies that may be waived, and are not excepted already.
  mutating func excuse(_ verdicts: inout [Verdict], where isWaivable: (RuleCode) -> Bool) {
    for index in verdicts.indices {
      let draft = verdicts[index].draft
      let file = paths.relative(draft.place.source)
      verdicts[index].excuse { code, field, more, isExcepted in
        let entry = Baseline.Entry(
          fingerprint: fingerprints.next(code, path: file, request: draft.name?.value, field: field), code: code,
          file: file, request: draft.name?.value, field: field, more: more, place: nil)
        return !isExcepted && isWaivable(code) && includes(entry)
      }
    }
  }

  private mutating func includes(_ entry: Baseline.Entry) -> Bool {
    if isNew {
      found.append(entry)
      return true
    }
    // Of findings that are only counted, those that are listed and these are excused together, or more have come.
    guard let known = entries[entry.fingerprint], (entry.more ?? 0) <= known.more ?? 0 else { return false }
    met.insert(entry.fingerprint)
    return true
  }

  /// The entries of files that a run of some paths reads, as far as no finding has met them: they were mended.
  mutating func stale(below paths: [String], where isChecked: (RuleCode) -> Bool) -> [Finding] {
    guard !isNew else { return [] }
    let covered = covered(by: paths)
    return baseline.entries.compactMap { entry in
      guard !met.contains(entry.fingerprint), covered.contains(entry.file), isChecked(entry.code),
        let place = entry.place
      else { return nil }
      let request = entry.request.map { " in `\(printable($0, limit: 80))`" } ?? ""
      return Finding(
        code: .baselineStale, severity: .warning,
        message: "\(printable(entry.code.description, limit: 80)) is no longer found\(request)", place: place,
        help: ["remove the line, or write the baseline anew with `--write-baseline`"])
    }
  }

  /// The new baseline: what was found, and the entries of files that the run did not read.
  mutating func updated(below paths: [String]) -> Baseline {
    let covered = covered(by: paths)
    return Baseline(found + baseline.entries.filter { !covered.contains($0.file) })
  }

  private mutating func covered(by paths: [String]) -> CoveredFiles {
    CoveredFiles(paths: paths.map { self.paths.relative($0 == "-" ? "<stdin>" : $0) })
  }
}

/// The files that a run of some paths reads, or would read if they were there.
private struct CoveredFiles {
  let paths: [String]

  func contains(_ file: String) -> Bool {
    paths.contains { $0.isEmpty || $0 == file || file.hasPrefix($0 + "/") }
  }
}

extension Verdict {
  /// Asks for every finding, and for those that are only counted, whether it is excused.
  fileprivate mutating func excuse(_ isExcused: (RuleCode, String, Int?, Bool) -> Bool) {
    for index in findings.indices {
      let finding = findings[index]
      findings[index].isInBaseline = isExcused(
        finding.code, finding.place.pointer.description, nil, finding.exception != nil)
    }
    for index in omitted.indices {
      let more = omitted[index]
      omitted[index].isInBaseline = isExcused(more.code, "", more.count, more.exception != nil)
    }
  }
}
