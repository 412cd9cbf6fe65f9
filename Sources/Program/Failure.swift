package import ArgumentParser
package import Findings
import Gate
import Platform
package import Reports

/// Why a command ends without having done its work: what people read on standard error, and the exit code.
///
/// Commands throw it; `CommandTree` prints it, in one place.
package struct Failure: Error {
  package let code: ExitCode
  /// What is wrong and what to do.
  private let text: @Sendable (TextStyle) -> PrintableText

  /// A failure with a rendered text.
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

  /// The failure for an error that a command may throw as it is; nil for any other.
  package init?(_ error: any Error) {
    if let failure = error as? Failure {
      self = failure
    } else {
      guard ErrorText.render(error, style: TextStyle(isColored: false)) != nil else { return nil }
      self.init(Self.code(of: error)) { ErrorText.render(error, style: $0) ?? "" }
    }
  }

  /// What cannot be priced is denied; everything else cannot be used.
  private static func code(of error: any Error) -> ExitCode {
    if case WhatIfRunError.incompleteRequest = error { return .denied }
    return error is IncomparableBills ? .denied : .unusable
  }

  /// What is printed.
  package func render(_ style: TextStyle) -> PrintableText { text(style) }
}
