import CCurl
import Platform
import Synchronization

/// One request and its response, on its own connection.
///
/// `run` blocks the calling thread. Requests are few and sequential, so keeping connections open would gain nothing.
struct Transfer {
  /// The interval, in milliseconds, for checking whether the transfer was abandoned.
  private static let pulse: CInt = 50

  /// A response as it arrived.
  struct Answer: Sendable {
    let status: Int
    let retryAfter: String?
    let location: String?
    let entityTag: String?
    let date: String?
    let body: [UInt8]
  }

  /// Tells a transfer on another thread that nobody waits for it any more.
  final class Switch: Sendable {
    private let isSet = Atomic(false)

    /// Whether the transfer was abandoned.
    var isOff: Bool { isSet.load(ordering: .relaxed) }

    /// Abandons the transfer, which ends within a tenth of a second.
    func turnOff() { isSet.store(true, ordering: .relaxed) }
  }

  let plan: TransferPlan
  let giveUp: Switch

  /// Sends the request and waits for the complete response.
  func run() -> Result<Answer, HTTPFailure> {
    let host = plan.endpoint.host
    guard plan.hasSoundHeaders else {
      return .failure(.notConnected(host: host, reason: "a header of the request holds a control character"))
    }
    guard let handle = EasyHandle() else {
      return .failure(.notConnected(host: host, reason: "there is too little memory"))
    }
    let receipt = Receipt(plan.limits, plan.target)
    plan.apply(to: handle)
    receipt.receive(from: handle)
    guard handle.refusal == CURLE_OK else {
      return .failure(.notConnected(host: host, reason: "libcurl does not take a setting"))
    }
    var ending = perform(handle)
    // The callbacks do not retain the receipt.
    return withExtendedLifetime(receipt) {
      let status = handle.number(CURLINFO_RESPONSE_CODE)
      if ending == .done(CURLE_OK), status < 200 || !receipt.isHeadWhole { ending = .done(CURLE_PARTIAL_FILE) }
      guard receipt.writeError == 0 else {
        return .failure(.unwritable(reason: SystemError.message(receipt.writeError)))
      }
      guard ending == .done(CURLE_OK) else {
        return .failure(HTTPFailure(TransferFailure(ending, handle, receipt), plan))
      }
      return .success(
        Answer(
          status: status, retryAfter: handle.header("Retry-After"), location: handle.header("Location"),
          entityTag: handle.header("ETag"), date: handle.header("Date"), body: receipt.body))
    }
  }

  /// How a transfer ended.
  enum Ending: Equatable {
    /// libcurl finished with this result.
    case done(CURLcode)
    /// Nobody waits for it any more.
    case givenUp
    /// libcurl cannot continue, for example because it lacks memory.
    case stuck
  }

  private func perform(_ handle: EasyHandle) -> Ending {
    guard let multi = curl_multi_init() else { return .stuck }
    defer {
      curl_multi_remove_handle(multi, handle.pointer)
      curl_multi_cleanup(multi)
    }
    guard curl_multi_add_handle(multi, handle.pointer) == CURLM_OK else { return .stuck }
    var count: CInt = 0
    while true {
      if giveUp.isOff { return .givenUp }
      guard curl_multi_perform(multi, &count) == CURLM_OK else { return .stuck }
      if count == 0 { break }
      guard curl_multi_poll(multi, nil, 0, Self.pulse, nil) == CURLM_OK else { return .stuck }
    }
    while let message = curl_multi_info_read(multi, &count) {
      if message.pointee.msg == CURLMSG_DONE { return .done(message.pointee.data.result) }
    }
    return .stuck
  }
}
