package import ArgumentParser
package import Findings
package import Gate
import Money
import Platform
package import Reports

/// Why a command ends without having done its work: what people read on standard error, and the exit code.
///
/// Commands throw it; `CommandTree` prints it, in one place.
package struct Failure: Error {
  package let code: ExitCode
  /// What is wrong and what to do.
  private let text: @Sendable (TextStyle) -> PrintableText

  /// A failure that a text tells.
  package init(_ code: ExitCode = .unusable, text: @escaping @Sendable (TextStyle) -> PrintableText) {
    self.code = code
    self.text = text
  }

  /// A failure of one sentence, and what to do about it. Input cannot be used.
  package init(_ message: String, help: String? = nil) { self.init(.unusable, message, help: help) }

  /// A failure of one sentence, and what to do about it.
  package init(_ code: ExitCode, _ message: String, help: String? = nil) {
    self.init(code) { ErrorText.message(message, help: help, $0) }
  }

  /// A failure for findings, each with its excerpt.
  package init(_ findings: [Finding], _ sources: [SourceFile]) {
    self.init { ErrorText.findings(findings, sources, $0) }
  }

  /// What an error says, if it is one that a command may let pass; nil for any other.
  init?(_ error: any Error) {
    if let failure = error as? Failure {
      self = failure
    } else if let error = error as? UnreadableRequests {
      self.init { ErrorText.render(error.files, $0) }
    } else {
      guard ErrorText.render(error, style: TextStyle(isColored: false)) != nil else { return nil }
      self.init(Self.code(of: error)) { ErrorText.render(error, style: $0) ?? "" }
    }
  }

  /// What cannot be priced is denied; everything else cannot be used.
  private static func code(of error: any Error) -> ExitCode {
    if case WhatIfRunError.incompleteRequest = error { return .denied }
    return error is MoneyError ? .denied : .unusable
  }

  /// What is printed.
  func render(_ style: TextStyle) -> PrintableText { text(style) }
}

/// Requests that a command needs whole, of which not all could be read, or which are none.
package struct UnreadableRequests: Error {
  let files: RequestFiles
}

extension RequestFiles {
  /// These requests, if all of them could be read and there is one.
  /// - Throws: `UnreadableRequests` otherwise.
  package var whole: RequestFiles {
    get throws(UnreadableRequests) {
      guard !isUnreadable, !drafts.isEmpty else { throw UnreadableRequests(files: self) }
      return self
    }
  }
}
