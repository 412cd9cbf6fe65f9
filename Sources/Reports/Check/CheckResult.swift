import Findings
import Gate
import Platform
import Requests

/// A finding as code hosts show it: with a path that they know, and a fingerprint that survives edits elsewhere.
public struct CheckResult: Sendable {
  let code: RuleCode
  let severity: Severity
  let message: String
  /// What to do about it.
  let help: [String]
  /// The file, relative to the top of its repository.
  let path: String
  /// The file as somebody named it; nil if it could not be read.
  let source: String?
  /// The change of the file that settles it; nil unless it is certain what was meant.
  let edit: Edit?
  /// Where it is in the file; nil if the file could not be read.
  let range: SourceRange?
  /// The name of the request; nil if it is not about one.
  let request: String?
  /// The exception that excuses it.
  let exception: FindingException?
  /// Whether the baseline excuses it.
  let isInBaseline: Bool
  /// 64 hexadecimal digits that are the same wherever the finding stands in its file; empty where nobody asked for them.
  let fingerprint: String

  /// Whether an exception or the baseline excuses it.
  var isExcused: Bool { exception != nil || isInBaseline }

  /// Whether it denies its request.
  var denies: Bool { severity == .error && !isExcused }

  /// The message and what to do, on one line.
  var sentence: String { help.isEmpty ? message : message + " (" + help.joined(separator: "; ") + ")" }
}

/// Makes results of the parts of a run, in the order of the text report.
struct CheckResults {
  private var paths = RepositoryPaths()
  private let hasFingerprints: Bool
  private var hasBegun = false
  private var fingerprints = Fingerprints()

  /// No results yet. Fingerprints take time and memory, so that only formats with a place for them have any.
  init(withFingerprints hasFingerprints: Bool = false) { self.hasFingerprints = hasFingerprints }

  /// Where a request stands, as code hosts know it.
  mutating func path(of verdict: Verdict) -> String { paths.relative(verdict.draft.place.source) }

  /// Everything that was found in a part of a run. The first part has the findings about exceptions too.
  mutating func results(of part: CheckPart, _ basis: CheckBasis) -> [CheckResult] {
    let first = hasBegun ? [] : basis.expiries
    hasBegun = true
    var results = (part.syntaxErrors + first).map { result($0, of: nil) }
    for error in part.fileErrors { results.append(result(error)) }
    for verdict in part.verdicts { results += self.results(of: verdict) }
    return results + part.staleEntries.map { result($0, of: nil) }
  }

  /// The same without what exceptions or the baseline excuse, for hosts that would show it as open.
  mutating func unexcused(in part: CheckPart, _ basis: CheckBasis) -> [CheckResult] {
    results(of: part, basis).filter { !$0.isExcused }
  }

  /// What was found in one request.
  mutating func results(of verdict: Verdict) -> [CheckResult] {
    let (draft, path) = (verdict.draft, path(of: verdict))
    let findings = verdict.findings.map { result($0, of: draft) }
    return findings
      + verdict.omitted.map { omitted in
        CheckResult(
          code: omitted.code, severity: omitted.severity, message: "\(omitted.count) more of this kind", help: [],
          path: path, source: draft.place.source, edit: nil, range: draft.place.range, request: draft.name?.value,
          exception: omitted.exception,
          isInBaseline: omitted.isInBaseline,
          fingerprint: hasFingerprints ? fingerprints.next(omittedOf: omitted.code, of: draft, path: path) : "")
      }
  }

  private mutating func result(_ finding: Finding, of draft: RequestDraft?) -> CheckResult {
    let path = paths.relative(finding.place.source)
    return CheckResult(
      code: finding.code, severity: finding.severity, message: finding.message, help: finding.help, path: path,
      source: finding.place.source, edit: finding.edit, range: finding.place.range, request: draft?.name?.value,
      exception: finding.exception,
      isInBaseline: finding.isInBaseline,
      fingerprint: hasFingerprints ? fingerprints.next(finding, of: draft, path: path) : "")
  }

  /// A file that could not be read.
  private mutating func result(_ error: FileError) -> CheckResult {
    let path = paths.relative(error.path)
    return CheckResult(
      code: "unreadable", severity: .error, message: "\(error)", help: [], path: path, source: nil, edit: nil,
      range: nil, request: nil,
      exception: nil, isInBaseline: false,
      fingerprint: hasFingerprints ? fingerprints.next(["unreadable", path]) : "")
  }
}

extension FileError {
  /// The file or folder that the error is about.
  fileprivate var path: String {
    switch self {
    case .unreadable(let path, _), .danglingLink(let path), .isDirectory(let path), .notRegular(let path),
      .tooLarge(let path, _), .nameNotUTF8(let path), .isOutput(let path), .unwritable(let path, _):
      path
    }
  }
}
