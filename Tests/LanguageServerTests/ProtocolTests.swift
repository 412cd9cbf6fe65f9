import Documents
import Testing

@testable import LanguageServer

@Suite struct ProtocolTests {
  private func messages(_ chunks: [String]) throws -> [String] {
    var reader = MessageReader()
    var found: [String] = []
    for chunk in chunks {
      reader.append(Array(chunk.utf8))
      while let message = try reader.next() { found.append(String(decoding: message, as: UTF8.self)) }
    }
    return found
  }

  @Test(arguments: [
    (["Content-Length: 2\r\n\r\n{}"], ["{}"]),
    (["Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}"], ["{}"]),
    (["content-length:2\r\n\r\n{}Content-Length: 3\r\n\r\n{ }"], ["{}", "{ }"]),
    (["Content-Length: 0\r\n\r\n"], [""]), (["Content-Length: 4\r\n\r\n\"é\""], ["\"é\""]),
    (["Cont", "ent-Length: 2\r", "\n\r\n", "{", "}Content-Len", "gth: 2\r\n\r\n[]"], ["{}", "[]"]),
    (["Content-Length: 5\r\n\r\n{}"], []), ([""], []),
  ])
  func `messages are taken out of a stream, in whatever pieces they arrive`(chunks: [String], expected: [String]) throws
  {
    #expect(try messages(chunks) == expected)
    #expect(try messages(chunks.joined().map(String.init)) == expected)
  }

  @Test(arguments: [
    "Content-Length: x\r\n\r\n{}", "Content-Length: -1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n",
    "Content-Length: 900000000\r\n\r\n", "Content-Type: x\r\n\r\n{}", "\r\n\r\n", String(repeating: "x", count: 9_000),
    String(repeating: "x", count: 9_000) + "\r\n\r\n",
  ])
  func `a stream that cannot be read on is an error`(text: String) {
    #expect(throws: MessageReader.StreamError.self) { try messages([text]) }
  }

  @Test(arguments: [
    ("{}", -32600), ("[]", -32600), ("{\"id\":1}", -32600), ("{", -32700), ("", -32700), ("{\"method\":1}", -32600),
    ("\u{0}", -32700), (String(repeating: "[", count: 100_000), -32700),
  ])
  func `what is no message has an error's code`(text: String, code: Int) {
    let error = #expect(throws: ResponseError.self) { try Message(Array(text.utf8)) }
    #expect(error?.code.rawValue == code)
  }

  private static let text = "a\r\néb\n🚂c\rlast"

  @Test(arguments: [
    (PositionEncoding.utf16, 0, 0, 0), (.utf16, 0, 1, 1), (.utf16, 0, 9, 1), (.utf16, 1, 0, 3), (.utf16, 1, 1, 5),
    (.utf16, 1, 2, 6), (.utf16, 1, 9, 6), (.utf16, 2, 2, 11), (.utf16, 2, 3, 12), (.utf16, 3, 4, 17),
    (.utf16, 4, 0, 17), (.utf16, 99, 99, 17), (.utf8, 1, 2, 5), (.utf8, 1, 3, 6), (.utf8, 2, 4, 11), (.utf8, 2, 5, 12),
  ])
  func `a position is a byte, and the byte that position`(
    encoding: PositionEncoding, line: Int, character: Int, offset: Int
  ) {
    let positions = TextPositions(Array(Self.text.utf8), encoding)
    #expect(positions.offset(line: line, character: character) == offset)
    let back = positions.position(of: offset)
    #expect(positions.offset(line: back.line, character: back.character) == offset)
  }

  @Test(arguments: [
    (PositionEncoding.utf16, 2, 1, 7), (.utf8, 2, 1, 7), (.utf8, 2, 3, 7), (.utf8, 1, 1, 3), (.utf16, -1, 5, 0),
    (.utf16, 0, -5, 0), (.utf16, Int.max, Int.max, 17), (.utf16, Int.min, Int.min, 0),
  ])
  func `a position within a character is its beginning, one outside the text an end of it`(
    encoding: PositionEncoding, line: Int, character: Int, offset: Int
  ) {
    #expect(TextPositions(Array(Self.text.utf8), encoding).offset(line: line, character: character) == offset)
  }

  @Test(arguments: [
    ("file:///a/b.yaml", "/a/b.yaml"), ("file:///a%20b/%C3%A9.yaml", "/a b/é.yaml"), ("file://localhost/a", "/a"),
    ("FILE:///a", "/a"), ("file:///a%2", "/a%2"), ("file:///100%25", "/100%"),
  ])
  func `the address of a file has its path`(uri: String, path: String) {
    #expect(DocumentURI(uri).path == path)
    #expect(DocumentURI(DocumentURI(path: path).text).path == path)
  }

  @Test(arguments: ["untitled:Untitled-1", "", "file://server/share/a", "http://a/b", "file://", "file:///%FF"])
  func `what is no file of this machine has no path`(uri: String) { #expect(DocumentURI(uri).path == nil) }
}
