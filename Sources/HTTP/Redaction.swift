public import Findings

/// Knows secrets, and takes them out of texts of a server, which may repeat what it was sent or keeps.
///
/// A secret is found in any letter case; percent-encoded, escaped as in JSON, C or HTML, several times over if need be; in
/// Base64, also among other bytes, and in hexadecimal digits; wrapped or spaced out; and cut: its beginning from 8 bytes
/// on, any other part from 12 on. Of a secret of 4 to 7 bytes only the whole is taken out, and only where it is a word of
/// its own; a shorter one is not looked for, since it would hide every text and can be guessed anyway.
public struct Redaction: Sendable {
  /// The shortest beginning of a secret that is taken out, in bytes.
  static let shortestPiece = 8
  /// The shortest part from within a secret that is taken out, in bytes.
  static let shortestInnerPiece = 12
  /// The shortest secret that is looked for, in bytes.
  static let shortestSecret = 4
  /// Parts of secrets that are known at most, which takes 30 MB: about 4,000 external ids. A server that sends more has
  /// all its texts taken out.
  static let capacity = 1_000_000
  /// What stands in the place of a secret.
  static let mark = "<redacted>"
  /// How often escapes are resolved.
  private static let layers = 4

  /// The first eight bytes of every form.
  private var beginnings: Set<UInt64> = []
  /// Every eight bytes of every form.
  private var pieces: Set<UInt64> = []
  /// The secrets of 4 to 7 bytes, by their length.
  private var words: [Int: Set<UInt64>] = [:]
  private var isFull = false
  private let capacity: Int

  /// A redaction that knows no secret yet.
  public init() { self.init(capacity: Self.capacity) }

  /// The same with another capacity.
  init(capacity: Int) { self.capacity = capacity }

  /// The same with more secrets.
  public func adding(_ secrets: [Secret]) -> Redaction {
    var redaction = self
    for secret in secrets { redaction.add(secret) }
    return redaction
  }

  private mutating func add(_ secret: Secret) {
    for form in SecretForms.all(of: secret) {
      if form.count >= Self.shortestPiece {
        guard pieces.count < capacity else {
          isFull = true
          return
        }
        beginnings.insert(Self.key(form, at: 0, length: Self.shortestPiece))
        for index in 0...(form.count - Self.shortestPiece) {
          pieces.insert(Self.key(form, at: index, length: Self.shortestPiece))
        }
      } else if form.count >= Self.shortestSecret {
        words[form.count, default: []].insert(Self.key(form, at: 0, length: form.count))
      }
    }
  }

  /// A text of a server, from which the secrets are taken wherever it is shown.
  public func text(_ raw: String) -> ServerText { ServerText(raw, redacted: redacted(raw)) }

  /// Whether a text holds a secret that is known.
  public func finds(in text: String) -> Bool { redacted(text) != text }

  private func redacted(_ text: String) -> String {
    // Nobody reads more; the rest is left out, so that a text cannot cost much.
    let bytes = Array(text.utf8.prefix(ServerText.longest))
    let isCut = text.utf8.count > bytes.count
    if isFull { return text.isEmpty ? "" : Self.mark }
    let hidden = hidden(in: bytes)
    guard isCut || hidden.contains(true) else { return text }
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if !hidden[index] { result.append(byte) } else if index == 0 || !hidden[index - 1] { result += Self.mark.utf8 }
    }
    if isCut { result += "…".utf8 }
    return String(decoding: result, as: UTF8.self)
  }

  /// Which bytes of a text belong to a secret.
  private func hidden(in bytes: [UInt8]) -> [Bool] {
    var hidden = [Bool](repeating: false, count: bytes.count)
    guard !beginnings.isEmpty || !words.isEmpty else { return hidden }
    var layer: EscapedText? = EscapedText(bytes)
    for _ in 0...Self.layers {
      guard let text = layer else { break }
      mark(text, wordsToo: true, &hidden)
      if let closedUp = text.closedUp { mark(closedUp, wordsToo: false, &hidden) }
      layer = text.unescaped
    }
    return hidden
  }

  private func mark(_ text: EscapedText, wordsToo: Bool, _ hidden: inout [Bool]) {
    let bytes = text.bytes.map(SecretForms.folded)
    func hide(_ range: Range<Int>) {
      for index in text.places[range.lowerBound].lowerBound..<text.places[range.upperBound - 1].upperBound {
        hidden[index] = true
      }
    }
    let last = bytes.count - Self.shortestPiece
    // A stretch of bytes that is a part of a secret, and where in it the secret's beginning is.
    var start: Int?
    var beginning: Int?
    for index in 0..<max(0, last + 2) {
      let key = index <= last ? Self.key(bytes, at: index, length: Self.shortestPiece) : nil
      if let key, pieces.contains(key) {
        start = start ?? index
        if beginning == nil, beginnings.contains(key) { beginning = index }
      } else if let first = start {
        let end = index - 1 + Self.shortestPiece
        if end - first >= Self.shortestInnerPiece { hide(first..<end) } else if let beginning { hide(beginning..<end) }
        (start, beginning) = (nil, nil)
      }
    }
    guard wordsToo else { return }
    for (length, keys) in words where bytes.count >= length {
      for index in 0...(bytes.count - length) where keys.contains(Self.key(bytes, at: index, length: length)) {
        let end = index + length
        let isWord =
          (index == 0 || !Self.isWordByte(bytes[index - 1])) && (end == bytes.count || !Self.isWordByte(bytes[end]))
        if isWord { hide(index..<end) }
      }
    }
  }

  private static func key(_ bytes: [UInt8], at index: Int, length: Int) -> UInt64 {
    bytes[index..<index + length].reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: true
    default: false
    }
  }
}

/// A text of a server. Only a redaction makes one, and whatever shows it shows it without secrets; code that compares it,
/// or sends it back, asks for it as it is.
public struct ServerText: Sendable, Equatable {
  /// Bytes of a text that are ever shown.
  static let longest = 16_384

  private let raw: String
  /// The text without secrets. It may hold what steers a terminal: for people, use `shown`.
  public let redacted: String

  fileprivate init(_ raw: String, redacted: String) {
    self.raw = raw
    self.redacted = redacted
  }

  /// The text for people: without secrets, what steers a terminal made visible, and cut after `limit` code points.
  public func shown(limit: Int) -> String { printable(redacted, limit: limit) }

  /// Hands the text, as the server sent it, to code that compares it or sends it back; it must not be printed.
  public func withText<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(raw) }

  /// Whether something of it is left out when it is shown.
  public var isRedacted: Bool { raw != redacted }

  /// Whether the server sent these very words.
  public static func == (text: ServerText, other: String) -> Bool { text.raw == other }
}

extension ServerText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text for people.
  public var description: String { shown(limit: 300) }
  /// The text for people.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
