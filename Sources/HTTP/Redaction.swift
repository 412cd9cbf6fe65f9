public import Findings

/// Removes known secrets from texts of a server, which may repeat what it was sent or what it stores.
///
/// A secret is found in any letter case; percent-encoded or escaped as in JSON, C or HTML, even several times; in
/// Base64, also among other bytes, and in hexadecimal; wrapped or spaced out; and truncated: its beginning from 8 bytes
/// on, any other part from 12 bytes on. A secret of 4 to 7 bytes is removed only as a whole, and only where it is a
/// separate word. Shorter ones are not searched for: they would hide every text, and can be guessed anyway.
public struct Redaction: Sendable {
  /// The shortest beginning of a secret that is removed, in bytes.
  static let shortestPiece = 8
  /// The shortest inner part of a secret that is removed, in bytes.
  static let shortestInnerPiece = 12
  /// The shortest secret that is searched for, in bytes.
  static let shortestSecret = 4
  /// The maximum number of known parts of secrets, which take 30 MB: about 4,000 external IDs. If a server sends more,
  /// all its texts are removed.
  static let capacity = 1_000_000
  /// The text that replaces a secret.
  static let mark = "<redacted>"
  /// The number of times that escapes are resolved.
  private static let layers = 4

  /// The first eight bytes of every form of a secret.
  private var beginnings: Set<UInt64> = []
  /// Every eight consecutive bytes of every form.
  private var pieces: Set<UInt64> = []
  /// The secrets of 4 to 7 bytes, by length.
  private var words: [Int: Set<UInt64>] = [:]
  private var isFull = false
  private let capacity: Int

  /// Creates a redaction that knows no secrets.
  public init() { self.init(capacity: Self.capacity) }

  /// Creates a redaction with a given capacity.
  init(capacity: Int) { self.capacity = capacity }

  /// This redaction with more secrets.
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

  /// A text of a server, with the secrets removed wherever it is shown.
  public func text(_ raw: String) -> ServerText { ServerText(raw, redacted: redacted(raw)) }

  /// Whether a text contains a known secret.
  public func finds(in text: String) -> Bool { redacted(text) != text }

  private func redacted(_ text: String) -> String {
    // Nobody reads more than this; the rest is dropped to bound the cost.
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

  /// Whether each byte of a text belongs to a secret.
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
    // The start of a run of bytes that are part of a secret, and the position of the secret's beginning in it.
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

/// A text of a server. Only a redaction creates one. It is shown without secrets; code that compares it or sends it
/// back asks for the raw text.
public struct ServerText: Sendable, Equatable {
  /// The maximum number of bytes of a text that are shown.
  static let longest = 16_384

  private let raw: String
  /// The text without secrets. It may contain terminal control characters: use `shown` for people.
  public let redacted: String

  fileprivate init(_ raw: String, redacted: String) {
    self.raw = raw
    self.redacted = redacted
  }

  /// The text for people: without secrets, control characters made visible, and cut after `limit` code points.
  public func shown(limit: Int) -> String { printable(redacted, limit: limit) }

  /// Passes the raw text of the server to code that compares it or sends it back. Do not print it.
  public func withText<Result>(_ body: (String) throws -> Result) rethrows -> Result { try body(raw) }

  /// Whether part of the text is hidden when it is shown.
  public var isRedacted: Bool { raw != redacted }

  /// Whether the raw text equals `other`.
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
