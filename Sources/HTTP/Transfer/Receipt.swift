import CCurl

/// The response of a transfer, up to the limits. libcurl calls it on the thread of the transfer.
final class Receipt {
  /// Which part exceeded its limit.
  enum Excess {
    case head, body
  }

  private(set) var body: [UInt8] = []
  /// Whether the request may have been sent: the connection is open, and its first byte is about to go out.
  private(set) var isSending = false
  /// Whether the empty line after the last head arrived. libcurl accepts a connection that closes before it as a
  /// response.
  private(set) var isHeadWhole = false
  /// The part that exceeded its limit.
  private(set) var excess: Excess?

  private var headBytes = 0
  private let limits: HTTPTransport.Limits

  init(_ limits: HTTPTransport.Limits) { self.limits = limits }

  /// Sets the callbacks; the receipt must outlive the transfer.
  func receive(from handle: EasyHandle) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    handle.note(
      tollgate_curl_set_before_request(
        handle.pointer,
        { context, _, _, _, _ in
          Receipt.from(context)?.isSending = true
          return CURL_PREREQFUNC_OK
        }, context))
    handle.note(
      tollgate_curl_set_head_receiver(
        handle.pointer,
        { bytes, size, count, context in
          let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
          return Receipt.from(context)?.takeHeadLine(line) == true ? line.count : 0
        }, context))
    handle.note(
      tollgate_curl_set_body_receiver(
        handle.pointer,
        { bytes, size, count, context in
          let bytes = UnsafeRawBufferPointer(start: bytes, count: size * count)
          return Receipt.from(context)?.takeBody(bytes) == true ? bytes.count : 0
        }, context))
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> Receipt? {
    context.map { Unmanaged<Receipt>.fromOpaque($0).takeUnretainedValue() }
  }

  private func takeHeadLine(_ line: UnsafeRawBufferPointer) -> Bool {
    // Interim responses and trailers arrive here too.
    if line.starts(with: "HTTP/".utf8) {
      isHeadWhole = false
    } else if line.elementsEqual("\r\n".utf8) {
      isHeadWhole = true
    }
    headBytes += line.count
    if headBytes > limits.headBytes { excess = .head }
    return excess == nil
  }

  private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= limits.responseBytes else {
      excess = .body
      return false
    }
    body += bytes
    return true
  }
}
