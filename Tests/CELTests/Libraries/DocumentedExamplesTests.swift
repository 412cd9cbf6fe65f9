import CEL
import Foundation
import Testing

@Suite struct `The examples of the documentation` {
  /// The rows of the tables in `Libraries.md` that end with an expression, an arrow and a value.
  @Test func `give the values that stand beside them`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/CEL/CEL.docc/Libraries.md")
    let table = try LibraryTable()
    var count = 0
    for line in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n") {
      let halves = line.components(separatedBy: "` → `")
      guard line.hasPrefix("|"), halves.count == 2, let start = halves[0].range(of: "| `", options: .backwards),
        let end = halves[1].range(of: "` |", options: .backwards)
      else { continue }
      #expect(table.result(String(halves[0][start.upperBound...])) == halves[1][..<end.lowerBound], "\(line)")
      count += 1
    }
    #expect(count > 150)
  }
}
