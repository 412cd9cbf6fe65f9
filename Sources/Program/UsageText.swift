import Findings
import Reports
import Spelling

/// What the parser says of arguments that cannot be used, in the style of every other error.
struct UsageText {
  private let message: String
  /// The values that there are, if the parser lists them.
  private var values: [String] = []
  private var question: String?
  /// The command whose options they are, such as `policy test`.
  private let command: String

  /// - Parameters:
  ///   - words: The parser's message: a sentence, which a list may follow.
  ///   - command: The command whose arguments they are.
  init(_ words: String, command: String) {
    self.command = command
    let lines = words.split(separator: "\n").map(String.init)
    values = lines.filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
    var sentences = lines.filter { !$0.hasPrefix("  - ") }.joined(separator: " ")
    if let question = sentences.firstRange(of: ". Did you mean") {
      let asked = String(sentences[question.upperBound...])
      sentences = String(sentences[..<question.lowerBound])
      // The parser's guesses are wild.
      if let written = Self.value(in: sentences), let meant = Self.value(in: asked),
        !Spelling.nearest(to: written, in: [meant]).isEmpty
      {
        self.question = Spelling.question(meant)
      }
    }
    if let list = sentences.firstRange(of: ". Please provide one of the following:") {
      sentences = String(sentences[..<list.lowerBound])
    } else if let list = sentences.firstRange(of: ". Please provide one of ") {
      let values = Self.beginning(of: String(sentences[list.upperBound...]))
      question = "write " + Self.quoted(values.replacing("' and '", with: "' or '"))
      sentences = String(sentences[..<list.lowerBound])
    }
    message = Self.quoted(Self.beginning(of: sentences))
    if question == nil, let value = Self.value(in: sentences) {
      question = Spelling.nearest(to: value, in: values).first.map { Spelling.question($0) }
    }
  }

  /// The error, and what to do.
  func render(_ style: TextStyle) -> PrintableText {
    let list = values.isEmpty ? nil : "there are " + values.joined(separator: ", ")
    let usage = "`\(Tool.name) \(command.isEmpty ? "" : command + " ")--help` says how it is used"
    return ErrorText.message(message, help: question, style)
      + [list, usage].compactMap(\.self).map { "  = help: \($0)\n" }.joined()
  }

  /// The sentence as errors begin and end: in lower case, unless a name begins it, and without a full stop.
  private static func beginning(of sentence: String) -> String {
    let text = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    guard let first = text.first, let second = text.dropFirst().first, second.isLowercase || second == " " else {
      return text
    }
    return first.lowercased() + text.dropFirst()
  }

  /// The first text of a sentence that stands between `'`.
  private static func value(in sentence: String) -> String? {
    let parts = sentence.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }

  /// The text with what the parser has between `'`, which may be an apostrophe too, between backticks.
  private static func quoted(_ text: String) -> String {
    var characters = Array(text)
    for index in characters.indices where characters[index] == "'" {
      let isBeginning = index == 0 || " (".contains(characters[index - 1])
      let isEnd = index + 1 == characters.count || " ).,:;?".contains(characters[index + 1])
      if isBeginning || isEnd { characters[index] = "`" }
    }
    return String(characters)
  }
}
