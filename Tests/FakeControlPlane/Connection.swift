import Documents
import Glibc

/// One connection of the server: it answers its requests one after the other, or does not.
///
/// It has a thread of its own and waits there, so that tests which keep every task's thread busy do not make it late.
struct Connection {
  let fake: FakeControlPlane
  let stream: SocketStream

  func run() {
    defer { stream.close() }
    var reader = RequestReader(stream)
    while true {
      switch reader.next() {
      case .none: return
      case .malformed:
        send(Reply(400, message: "not a request in HTTP/1.1"), isKept: false)
        return
      case .request(let request):
        guard answer(Call(request), isKept: request.isKeptAlive) else { return }
      }
    }
  }

  /// - Returns: Whether another request may follow.
  private func answer(_ call: Call, isKept: Bool) -> Bool {
    switch fake.begin(call) {
    case .dropAfterAccept: return false
    case .dropBeforeAnswer:
      _ = fake.perform(call)
      return false
    case .reset:
      _ = fake.perform(call)
      stream.resetsWhenClosed()
      return false
    case .bytes(let bytes):
      _ = fake.perform(call)
      stream.send(bytes)
      return false
    case .latency(let milliseconds):
      Self.sleep(milliseconds: milliseconds)
      return send(fake.perform(call), isKept: isKept)
    case .slowDrip:
      drip(fake.perform(call))
      return false
    case let fault: return send(reply(to: call, fault), isKept: isKept)
    }
  }

  private func reply(to call: Call, _ fault: Fault?) -> Reply {
    switch fault {
    case .status(let status, let retryAfter):
      var reply = Reply(status, message: "scripted")
      if let retryAfter { reply.headers.append(("Retry-After", String(retryAfter))) }
      return reply
    case .echo: return Reply(400, message: "cannot take " + call.recorded.body + " of " + call.authorization)
    case .redirect(let location, let status):
      var reply = Reply(status, message: "elsewhere")
      reply.headers.append(("Location", location))
      return reply
    case .failAfterwards:
      _ = fake.perform(call)
      return Reply(500, message: "scripted")
    case .malformed:
      var reply = fake.perform(call)
      reply.body = String(reply.body.prefix(reply.body.utf8.count / 2))
      return reply
    case .text(let text):
      var reply = fake.perform(call)
      reply.body = text
      return reply
    case .otherName:
      _ = fake.perform(call)
      return Reply(200, .object([("id", .string("another-id")), ("name", .string("another"))]))
    case .see:
      _ = fake.perform(call)
      var reply = Reply(303, message: "see there")
      reply.headers.append(("Location", "/v1/core/clusters"))
      return reply
    case .huge:
      var reply = fake.perform(call)
      reply.body = "{\"clusters\":[\"" + String(repeating: "x", count: 16 * 1_048_576) + "\"]}"
      return reply
    default: return fake.perform(call)
    }
  }

  @discardableResult
  private func send(_ reply: Reply, isKept: Bool) -> Bool {
    let body = Array(reply.body.utf8)
    let wasSent = stream.send(reply.head(length: body.count, isKept: isKept) + body)
    return wasSent && isKept
  }

  /// A byte every tenth of a second, blanks after the body's own, and never an end.
  private func drip(_ reply: Reply) {
    let body = Array(reply.body.utf8)
    guard stream.send(reply.head(length: body.count + 1_000_000, isKept: true)) else { return }
    var rest = body[...]
    while stream.send([rest.popFirst() ?? UInt8(ascii: " ")]) { Self.sleep(milliseconds: 100) }
  }

  private static func sleep(milliseconds: Int) {
    var rest = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
    // A signal may come in between.
    while true {
      let asked = rest
      guard withUnsafePointer(to: asked, { nanosleep($0, &rest) }) != 0 else { return }
    }
  }
}
