import NIOCore
import NIOHTTP1

/// Answers the requests of a connection, or does not.
///
/// It runs on the event loop's thread, so that tests which keep every task's thread busy do not make it late.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let fake: FakeControlPlane
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ fake: FakeControlPlane) { self.fake = fake }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let bytes): body += bytes.readableBytesView
    case .end:
      guard let head else { return }
      answer(Call(head, body), keepingAlive: head.isKeepAlive, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ call: Call, keepingAlive isKept: Bool, _ context: ChannelHandlerContext) {
    let fault = fake.begin(call)
    switch fault {
    case .dropAfterAccept: context.close(promise: nil)
    case .dropBeforeAnswer:
      _ = fake.perform(call)
      context.close(promise: nil)
    case .latency(let milliseconds):
      after(.milliseconds(Int64(milliseconds)), context) { self.send(self.fake.perform(call), isKept, context) }
    case .slowDrip: drip(fake.perform(call), context)
    default: send(reply(to: call, fault), isKept, context)
    }
  }

  private func reply(to call: Call, _ fault: Fault?) -> Reply {
    switch fault {
    case .status(let status, let retryAfter):
      var reply = Reply(status, message: "scripted")
      if let retryAfter { reply.headers.add(name: "Retry-After", value: String(retryAfter)) }
      return reply
    case .echo: return Reply(400, message: "cannot take " + call.recorded.body + " of " + call.authorization)
    case .redirect(let location):
      var reply = Reply(302, message: "elsewhere")
      reply.headers.add(name: "Location", value: location)
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
      reply.headers.add(name: "Location", value: "/v1/core/clusters")
      return reply
    case .huge:
      var reply = fake.perform(call)
      reply.body = "{\"clusters\":[\"" + String(repeating: "x", count: 16 * 1_048_576) + "\"]}"
      return reply
    default: return fake.perform(call)
    }
  }

  private func send(_ reply: Reply, _ isKept: Bool, _ context: ChannelHandlerContext) {
    begin(reply, length: reply.body.utf8.count, context)
    write(.body(.byteBuffer(ByteBuffer(string: reply.body))), context)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    if !isKept { context.close(promise: nil) }
  }

  /// A byte every tenth of a second, blanks after the body's own, and never an end.
  private func drip(_ reply: Reply, _ context: ChannelHandlerContext) {
    begin(reply, length: reply.body.utf8.count + 1_000_000, context)
    context.flush()
    dripNext(Array(reply.body.utf8)[...], context)
  }

  private func dripNext(_ rest: ArraySlice<UInt8>, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    write(.body(.byteBuffer(ByteBuffer(bytes: [rest.first ?? UInt8(ascii: " ")]))), context)
    context.flush()
    after(.milliseconds(100), context) { self.dripNext(rest.dropFirst(), context) }
  }

  private func begin(_ reply: Reply, length: Int, _ context: ChannelHandlerContext) {
    var headers = reply.headers
    headers.add(name: "Content-Length", value: String(length))
    let status = HTTPResponseStatus(statusCode: reply.status)
    write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)), context)
  }

  private func write(_ part: HTTPServerResponsePart, _ context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(part), promise: nil)
  }

  private func after(_ time: TimeAmount, _ context: ChannelHandlerContext, _ body: @escaping () -> Void) {
    context.eventLoop.assumeIsolated().scheduleTask(in: time) { body() }
  }
}
