/// An identifier of a price list, such as the SKU `JRTCKXETXF4KKA8F` or the offer code `AmazonEC2`. The source of a price names
/// it, so that nothing else may stand there: it has at most 64 ASCII letters, digits, dots, hyphens and underscores.
struct ListIdentifier {
  private static let longest = 64

  /// The identifier.
  let text: String

  /// - Parameter title: What it is in a message: `SKU`.
  /// - Throws: `ImportProblem` if the text is not an identifier.
  init(_ text: String, _ title: String) throws(ImportProblem) {
    let isValid = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isValid, 1...Self.longest ~= text.utf8.count else {
      throw ImportProblem("the \(title) `\(text)` is not \(Self.longest) or fewer letters and digits")
    }
    self.text = text
  }
}
