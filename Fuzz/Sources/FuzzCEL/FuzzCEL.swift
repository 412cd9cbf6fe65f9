import CEL
import CLibFuzzer
import Foundation

/// Compiles the input as an expression, with and without types checked, prints and parses it again, and evaluates and
/// traces it within a small budget.
@main
enum FuzzCEL {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      LLVMFuzzerRunDriver(&count, &arguments) { start, count in
        FuzzCEL.run(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        return 0
      })
  }

  private static let environment: CEL.Environment? = try? CEL.Environment {
    Library.all.map { $0 as any Declaration }
    Variable("x", .dyn)
    Variable("text", .string)
    Variable("numbers", .list(.int))
  }

  /// Allows for the brackets that printing adds.
  private static let generous: CEL.Environment? = {
    var generous = environment
    generous?.limits.bytes *= 10
    generous?.limits.depth *= 2
    return generous
  }()

  /// Time of the processor for compiling, evaluating and tracing with the small budgets, under the address sanitizer, in
  /// microseconds, the unit of clock(3). What other programs take does not count.
  private static let longest = 2_000_000

  private static func run(_ source: String) {
    guard let environment, let generous, let tree = try? environment.parse(source) else { return }
    let printed = Printer().print(tree.root)
    do {
      let again = try generous.parse(printed)
      precondition(Printer().print(again.root) == printed, "printing is not stable")
    } catch {
      preconditionFailure("what is printed cannot be parsed: \(printed): \(error)")
    }
    let values: [String: Value] = ["x": ["a": [1, 2.5, "b"]], "text": "a\u{301}b", "numbers": [1, -1, 0]]
    for typeChecked in [true, false] {
      do {
        let start = clock()
        defer { precondition(clock() - start < longest, "\(source) takes longer than its budget allows") }
        let program = try environment.compile(source, typeChecked: typeChecked)
        let bindings = try environment.bind(values)
        let evaluation = program.run(bindings, costLimit: 20_000)
        if case .success(let value) = evaluation.result { _ = value.description }
        _ = program.trace(bindings, costLimit: 2_000)
      } catch {
        _ = "\(error)"
      }
    }
  }
}
