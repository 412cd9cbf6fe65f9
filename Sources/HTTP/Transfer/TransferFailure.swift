import CCurl
import Platform

/// How a transfer failed, and how far it got.
struct TransferFailure {
  let ending: Transfer.Ending
  /// Whether the request may have been sent.
  let isSending: Bool
  /// The part of the response that exceeded its limit.
  let excess: Receipt.Excess?
  /// The status of the proxy's response; 0 for none.
  let proxyStatus: Int
  /// The operating system's error number; 0 for none. It may belong to an address that was tried earlier.
  let systemError: CInt
  /// libcurl's own description.
  let detail: String
}

extension TransferFailure {
  init(_ ending: Transfer.Ending, _ handle: EasyHandle, _ receipt: Receipt) {
    self.ending = ending
    isSending = receipt.isSending
    // A line longer than libcurl's own limit of 100 KB never reaches `Receipt`.
    let isEndlessLine = receipt.isSending && (ending == .done(CURLE_OUT_OF_MEMORY) || ending == .done(Self.tooLarge))
    excess = receipt.excess ?? (isEndlessLine ? .head : nil)
    proxyStatus = max(0, handle.number(CURLINFO_HTTP_CONNECTCODE))
    systemError = CInt(truncatingIfNeeded: max(0, handle.number(CURLINFO_OS_ERRNO)))
    detail = handle.detail
  }

  /// CURLE_TOO_LARGE in libcurl 8.6 and later.
  private static let tooLarge = CURLcode(rawValue: 100)
}

extension HTTPFailure {
  /// The failure that a transfer's failure means to the caller.
  init(_ failure: TransferFailure, _ plan: TransferPlan) {
    let host = plan.endpoint.host
    guard failure.isSending else {
      self =
        failure.ending == .done(CURLE_PEER_FAILED_VERIFICATION)
        ? .untrusted(host: host)
        : .notConnected(host: host, reason: Self.reasonBefore(failure, plan))
      return
    }
    switch (failure.excess, failure.ending) {
    case (.head, _): self = .headTooLarge(host: host, limit: plan.limits.headBytes)
    case (.body, _): self = .tooLarge(host: host, limit: plan.limits.responseBytes)
    case (nil, .done(CURLE_OPERATION_TIMEDOUT)): self = .timedOut(host: host, after: plan.limits.total)
    case (nil, .givenUp): self = .interrupted(host: host, reason: "nobody waits for the answer any more")
    case (nil, .done(CURLE_UNSUPPORTED_PROTOCOL)), (nil, .done(CURLE_WEIRD_SERVER_REPLY)),
      (nil, .done(CURLE_BAD_CONTENT_ENCODING)):
      self = .interrupted(host: host, reason: "what it sent is not an answer in HTTP/1.1")
    case (nil, .done(CURLE_RECV_ERROR)) where failure.systemError != 0,
      (nil, .done(CURLE_SEND_ERROR)) where failure.systemError != 0:
      self = .interrupted(host: host, reason: SystemError.message(failure.systemError))
    case (nil, _): self = .interrupted(host: host, reason: "it was closed before the answer was whole")
    }
  }

  /// Why the connection failed.
  private static func reasonBefore(_ failure: TransferFailure, _ plan: TransferPlan) -> String {
    let hasProxy = plan.proxy != nil
    if hasProxy, failure.proxyStatus == 407 { return "the proxy asks for a user name and password" }
    if hasProxy, failure.proxyStatus != 0, failure.proxyStatus / 100 != 2 {
      return "the proxy refused to connect to it"
    }
    let isWithProxy = hasProxy && failure.proxyStatus == 0
    switch failure.ending {
    case .givenUp: return "nobody waits for the answer any more"
    case .done(CURLE_COULDNT_RESOLVE_HOST): return "its name is not known"
    case .done(CURLE_COULDNT_RESOLVE_PROXY): return "the name of the proxy is not known"
    case .done(CURLE_OPERATION_TIMEDOUT):
      return isWithProxy ? "the proxy did not answer" : "no answer to the attempt to connect"
    case .done(CURLE_COULDNT_CONNECT):
      let reason = failure.systemError == 0 ? "no connection" : SystemError.message(failure.systemError)
      return hasProxy ? "the proxy cannot be reached: \(reason)" : reason
    case .done(CURLE_SSL_CACERT_BADFILE):
      return plan.authorities == nil
        ? "the certificates of this machine's authorities cannot be read; SSL_CERT_FILE can name others"
        : "the certificates that SSL_CERT_FILE names cannot be used"
    case .done(CURLE_SSL_CONNECT_ERROR): return handshake(failure.detail)
    case .done(CURLE_OUT_OF_MEMORY), .stuck: return "there is too little memory"
    default: return isWithProxy ? "the proxy did not answer in HTTP/1.1" : "no connection"
    }
  }

  /// The meaning of OpenSSL's message for a failed handshake. The message itself is not shown.
  private static func handshake(_ detail: String) -> String {
    func says(_ words: String...) -> Bool { words.contains { detail.contains($0) } }
    if says("unsupported protocol", "protocol version") { return "it does not speak TLS 1.2 or later" }
    if says("wrong version number", "packet length too long", "http request", "record layer failure") {
      return "it does not speak TLS"
    }
    return "it broke off the TLS handshake"
  }
}
