public import Findings
public import Platform

/// Requests of a run that are reported together, and what could not be read around them.
public struct CheckPart: Sendable {
  /// The verdicts, in the order of the requests.
  public internal(set) var verdicts: [Verdict] = []
  /// What is not YAML or JSON.
  public internal(set) var syntaxErrors: [Finding] = []
  /// What could not be read at all.
  public internal(set) var fileErrors: [FileError] = []
  /// Entries of the baseline that no finding has met; in the last part only.
  public internal(set) var staleEntries: [Finding] = []
  /// The files that the findings are about.
  public internal(set) var sources: [SourceFile] = []
  /// The parts of each file that must not be shown.
  public internal(set) var secrets: [String: [SourceRange]] = [:]

  /// The same with what denies alone: the requests that may not pass, and the findings for which they may not.
  public var denials: CheckPart {
    var part = self
    part.staleEntries = staleEntries.filter(\.denies)
    part.verdicts = verdicts.filter { !$0.isApproved }.map { verdict in
      var verdict = verdict
      verdict.findings = verdict.findings.filter(\.denies)
      verdict.omitted = verdict.omitted.filter(\.denies)
      return verdict
    }
    return part
  }

  /// The same without its requests: what could not be read around them.
  public var withoutVerdicts: CheckPart {
    var rest = self
    rest.verdicts = []
    return rest
  }

  /// The same in pieces of at most so many requests; what could not be read is in the first one.
  public func pieces(of size: Int) -> [CheckPart] {
    guard verdicts.count > size else { return [self] }
    return stride(from: 0, to: verdicts.count, by: size).map { start in
      var piece = self
      if start > 0 { (piece.syntaxErrors, piece.fileErrors, piece.staleEntries) = ([], [], []) }
      piece.verdicts = Array(verdicts[start..<min(start + size, verdicts.count)])
      return piece
    }
  }

  /// How many files and parts of files could not be read.
  var unreadable: Int { syntaxErrors.count + fileErrors.count }
}
