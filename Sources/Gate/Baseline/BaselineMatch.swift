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
  /// The fingerprints of all findings so far.
  private var met: Set<String> = []
  private var found: [Baseline.Entry] = []
  /// The entries that stand for findings that were only counted, by file and request.
  private var crowded: [[String]: [RuleCode: String]] = [:]
  /// Files and names of requests that no policy has judged, since they are not complete.
  private var unjudged: Set<[String]> = []

  /// A comparison with a baseline. If a new one is to be made, every finding that may be excused is excused by it.
  init(_ baseline: Baseline, makingNew isNew: Bool) {
    self.baseline = baseline
    self.isNew = isNew
    entries = Dictionary(uniqueKeysWithValues: baseline.entries.map { ($0.fingerprint, $0) })
    for entry in baseline.entries where entry.more != nil {
      crowded[[entry.file, entry.request ?? ""], default: [:]][entry.code] = entry.fingerprint
    }
  }

  /// Marks what the baseline excuses: findings of rules and policies that may be waived, and are not excepted already.
  mutating func excuse(_ verdicts: inout [Verdict], where isWaivable: (RuleCode) -> Bool) {
    for index in verdicts.indices { excuse(&verdicts[index], where: isWaivable) }
  }

  private mutating func excuse(_ verdict: inout Verdict, where isWaivable: (RuleCode) -> Bool) {
    let file = paths.relative(verdict.draft.place.source)
    let name = verdict.draft.name?.value
    if verdict.request == nil { unjudged.insert([file, name ?? ""]) }
    // More than a report lists are excused by their number: which of them are listed changes when one is fixed.
    var crowds: [RuleCode: Bool] = [:]
    for more in verdict.omitted {
      let entry = Baseline.Entry(
        fingerprint: fingerprints.next(omittedOf: more.code, of: verdict.draft, path: file), code: more.code,
        file: file, request: name, field: "", more: more.count, place: nil)
      let isExcused = more.exception == nil && isWaivable(more.code) && includes(entry)
      crowds[more.code] = isExcused && crowds[more.code] ?? true
    }
    // Twenty or fewer are left: fixing one never denies.
    for (code, known) in crowded[[file, name ?? ""]] ?? [:] where crowds[code] == nil {
      guard fingerprints.next(omittedOf: code, of: verdict.draft, path: file) == known else { continue }
      met.insert(known)
      crowds[code] = isWaivable(code)
    }
    for index in verdict.findings.indices {
      let finding = verdict.findings[index]
      let entry = Baseline.Entry(
        fingerprint: fingerprints.next(finding, of: verdict.draft, path: file), code: finding.code, file: file,
        request: name, field: verdict.draft.field(at: finding.place.pointer).path, more: nil, place: nil)
      let isListed = finding.exception == nil && isWaivable(finding.code) && includes(entry)
      verdict.findings[index].isInBaseline = isListed || finding.exception == nil && crowds[finding.code] ?? false
    }
    for index in verdict.omitted.indices {
      verdict.omitted[index].isInBaseline = crowds[verdict.omitted[index].code] ?? false
    }
  }

  /// Whether the baseline has a finding, in every word that a reader of its line sees.
  private mutating func includes(_ entry: Baseline.Entry) -> Bool {
    if isNew {
      found.append(entry)
      return true
    }
    guard let known = entries[entry.fingerprint] else { return false }
    met.insert(entry.fingerprint)
    return known.code == entry.code && known.file == entry.file && known.request == entry.request
      && known.field == entry.field && (entry.more ?? 0) <= known.more ?? 0
  }

  /// The entries of files that a run of some paths reads, as far as no finding matches them: those were fixed.
  mutating func stale(below paths: [String], where isChecked: (RuleCode) -> Bool) -> [Finding] {
    guard !isNew else { return [] }
    let covered = covered(by: paths)
    return baseline.entries.compactMap { entry in
      guard !met.contains(entry.fingerprint), covered.contains(entry.file), isChecked(entry.code), !isUnjudged(entry),
        let place = entry.place
      else { return nil }
      let request = entry.request.map { " in `\(printable($0, limit: 80))`" } ?? ""
      return Finding(
        code: .baselineStale, severity: .warning,
        message: "\(printable(entry.code.description, limit: 80)) is no longer found\(request)", place: place,
        help: ["remove the line, or update the baseline with `--write-baseline`"])
    }
  }

  /// The new baseline: what was found, and the entries of files that the run did not read.
  mutating func updated(below paths: [String]) -> Baseline {
    let covered = covered(by: paths)
    return Baseline(found + baseline.entries.filter { !covered.contains($0.file) || isUnjudged($0) })
  }

  /// Whether an entry is of a policy, and of a request that policies could not judge.
  private func isUnjudged(_ entry: Baseline.Entry) -> Bool {
    entry.code.isOfPolicy && unjudged.contains([entry.file, entry.request ?? ""])
  }

  private mutating func covered(by paths: [String]) -> CoveredFiles {
    CoveredFiles(paths: paths.map { self.paths.relative(fileOrFolder: $0 == "-" ? "<stdin>" : $0) })
  }
}

/// The files that a run of some paths reads, or would read if they were there.
private struct CoveredFiles {
  let paths: [String]

  func contains(_ file: String) -> Bool {
    paths.contains { ExactPath(file).isAtOrBelow($0) }
  }
}
