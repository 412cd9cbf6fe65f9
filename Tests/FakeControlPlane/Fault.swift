/// What goes wrong with one request.
enum Fault: Sendable, Equatable {
  /// The connection is closed before the request is looked at.
  case dropAfterAccept
  /// The request is done, and the connection closed without an answer.
  case dropBeforeAnswer
  /// The request is done, and the connection reset.
  case reset
  /// The request is done, and these bytes are sent instead of an answer; then the connection is closed.
  case bytes([UInt8])
  /// The request is not done, and answered with a status.
  case status(Int, retryAfter: Int? = nil)
  /// The request is done, and answered with status 500 nevertheless.
  case failAfterwards
  /// The request is done, and the answer cut in the middle of its JSON.
  case malformed
  /// The request is done, and the answer has sixteen megabytes.
  case huge
  /// The request is done, and the answer comes a byte every tenth of a second and never ends.
  case slowDrip
  /// The request is done after a pause, in milliseconds.
  case latency(Int)
  /// The request is refused with its own body and key in the message.
  case echo
  /// The request is done, and answered with status 200 and this text.
  case text(String)
  /// The request is done, and the answer is about a cluster of another name.
  case otherName
  /// The request is done, and the answer leads to where it can be seen.
  case see
  /// The answer leads to another address.
  case redirect(String, status: Int = 302)

  /// Reads `drop-after-accept`, `status-503`, `status-429-2` (with Retry-After), `latency-250` and so on.
  init?(_ text: String) {
    let parts = text.split(separator: "-")
    let numbers = parts.compactMap { Int($0) }
    switch parts.first {
    case "status": self = .status(numbers.first ?? 500, retryAfter: numbers.dropFirst().first)
    case "latency": self = .latency(numbers.first ?? 100)
    default:
      guard let fault = Self.plain[text] else { return nil }
      self = fault
    }
  }

  private static let plain: [String: Fault] = [
    "drop-after-accept": .dropAfterAccept, "drop-before-answer": .dropBeforeAnswer, "reset": .reset,
    "half-answer": .bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id".utf8)),
    "fail-afterwards": .failAfterwards,
    "malformed": .malformed, "huge": .huge, "slow-drip": .slowDrip, "echo": .echo,
    "no-answer": .text(""), "other-name": .otherName, "see": .see,
  ]
}
