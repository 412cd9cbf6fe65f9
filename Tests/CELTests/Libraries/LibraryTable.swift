import CEL
import Testing

/// Expressions and what they give: a value as the language writes it, or `error: ` and the message.
struct LibraryTable {
  let environment: CEL.Environment

  init(_ dialect: Dialect = .definition) throws {
    environment = try CEL.Environment {
      dialect == .kubernetes ? Library.kubernetes : Library.all
      dialect
      Variable("anything", .dyn)
    }
  }

  /// What an expression gives, with `anything` as the value of another one.
  func result(_ source: String, anything: Value? = nil) -> String {
    do {
      let program = try environment.compile(source)
      let bindings = try environment.bind(anything.map { ["anything": $0] } ?? [:])
      switch program.run(bindings).result {
      case .success(let value): return value.description
      case .failure(let error): return "error: \(error.message)"
      }
    } catch let error as CompileError {
      return "refused: " + error.issues.map(\.message).joined(separator: "; ")
    } catch {
      return "\(error)"
    }
  }

  /// Compares each expression with what is expected of it, also where the types of the parts are not known before the
  /// evaluation and where each part is recorded.
  func check(_ rows: [(source: String, expected: String)], at location: SourceLocation = #_sourceLocation) throws {
    for (source, expected) in rows {
      let result = result(source)
      #expect(result == expected, "\(source)", sourceLocation: location)
      guard !expected.hasPrefix("refused: ") else { continue }
      let dynamic = try environment.compile(source, typeChecked: false)
      let traced = dynamic.trace(try environment.bind([:]))
      let shown: String =
        switch traced.result {
        case .success(let value): value.description
        case .failure(let error): "error: \(error.message)"
        }
      #expect(shown == expected, "\(source), traced", sourceLocation: location)
    }
  }
}
