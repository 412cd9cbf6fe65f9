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
  private let target: DownloadTarget?
  /// The status of the answer whose body arrives.
  private var status = 0
  private var entityTag: String?
  private var rangeStart: Int?
  /// Whether the file could not be written; `errno` says why.
  private(set) var writeError: CInt = 0

  init(_ limits: HTTPTransport.Limits, _ target: DownloadTarget?) {
    self.limits = limits
    self.target = target
  }

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
      status = Int(String(decoding: line.dropFirst(9).prefix(3), as: UTF8.self)) ?? 0
      (entityTag, rangeStart) = (nil, nil)
    } else if line.elementsEqual("\r\n".utf8) {
      isHeadWhole = true
    }
    if target != nil, !isHeadWhole { note(String(decoding: line, as: UTF8.self)) }
    headBytes += line.count
    if headBytes > limits.headBytes { excess = .head }
    return excess == nil
  }

  private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if let target, status == 200 || status == 206 {
      writeError = target.take(bytes, rangeStart: status == 206 ? rangeStart ?? -1 : nil, entityTag: entityTag)
      return writeError == 0
    }
    guard body.count + bytes.count <= limits.responseBytes else {
      excess = .body
      return false
    }
    body += bytes
    return true
  }

  /// Notes what a download needs of the head.
  private func note(_ line: String) {
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = String(line[line.index(after: colon)...].prefix { $0 != "\r\n" && $0 != "\n" }).trimmingBlanks
    switch line[..<colon].lowercased() {
    case "etag": entityTag = value
    case "content-length":
      // Of a part, the range has the whole length.
      if status == 200, let length = Int(value), length >= 0 { target?.expect(length) }
    case "content-range":
      // `bytes 500-999/1234` (RFC 9110, section 14.4)
      if let total = value.split(separator: "/").last.flatMap({ Int($0) }), total > 0 { target?.expect(total) }
      rangeStart = value.split(separator: " ").last?.split(separator: "-").first.flatMap { Int($0) }
    default: break
    }
  }
}
