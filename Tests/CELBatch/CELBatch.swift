import CEL
import Foundation

/// Evaluates expressions from standard input, one JSON object a line, and prints what becomes of each, in JSON too.
///
///     {"variables": {"x": "int", "names": ["list", "string"]}, "bindings": [{"x": {"int": "1"}}]}
///     {"expression": "x + 1", "bindings": 0}
///     {"expression": "x / 0", "bindings": 0}
///
/// The first line declares the variables and gives sets of values for them. The answers:
///
///     {"value": {"int": "2"}}
///     {"error": "division by zero", "stage": "evaluation"}
///
/// Each expression is also traced, evaluated without types, and printed and compiled anew; an answer has `doubts` where
/// that does not come to the same, or where the evaluation does not cost what was estimated.
@main
enum CELBatch {
  static func main() {
    do {
      guard let first = readLine() else { fail("standard input is empty") }
      let decoder = JSONDecoder()
      let setting = try decoder.decode(Setting.self, from: Data(first.utf8))
      let evaluator = try Evaluator(setting)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      while let line = readLine() {
        let question = try decoder.decode(Question.self, from: Data(line.utf8))
        guard setting.bindings.indices.contains(question.bindings) else {
          fail("there are no bindings \(question.bindings)")
        }
        // At once, so that the lines tell which expression ended the program, should one.
        FileHandle.standardOutput.write(try encoder.encode(evaluator.answer(to: question)) + Data("\n".utf8))
      }
    } catch {
      fail("\(error)")
    }
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data("error: \(message)\n".utf8))
    exit(2)
  }
}

/// The variables of every expression, and values for them.
struct Setting: Decodable {
  let variables: [String: TypeNotation]
  let bindings: [[String: ValueNotation]]
}

/// An expression, and which of the bindings it sees.
struct Question: Decodable {
  let expression: String
  let bindings: Int
}

/// What becomes of an expression.
struct Answer: Encodable {
  enum Stage: String, Encodable {
    case compilation, evaluation
  }

  var value: ValueNotation?
  var error: String?
  var stage: Stage?
  var doubts: [String]?
}
