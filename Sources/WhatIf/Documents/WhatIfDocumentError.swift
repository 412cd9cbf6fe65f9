public import Findings

/// Why a scenario or a load profile cannot be used: every finding, and the files for their excerpts.
public struct WhatIfDocumentError: Error, Sendable {
  /// The errors found.
  public let findings: [Finding]
  /// The files.
  public let sources: [SourceFile]

  /// Creates an error from findings in files, sorted by place.
  package init(_ findings: [Finding], in sources: [SourceFile]) {
    self.findings = findings.sorted(by: Finding.isOrderedBefore)
    self.sources = sources
  }
}

extension Finding {
  /// A finding for an invalid value in a scenario or load profile.
  static func scenario(_ message: String, at place: Place, help: [String] = [], notes: [String] = []) -> Finding {
    Finding(code: .scenario, severity: .error, message: message, place: place, help: help, notes: notes)
  }
}
