import CCurl
import Synchronization

/// One request and its answer, on a connection of its own.
///
/// It runs on the thread of whoever calls `run` and waits there. Calls are few and one after the other, so that nothing is
/// gained by keeping connections.
struct Transfer {
  /// How often it is looked whether the transfer was given up, in milliseconds.
  private static let pulse: CInt = 50

  /// An answer, as it came.
  struct Answer: Sendable {
    let status: Int
    let retryAfter: String?
    let location: String?
    let body: [UInt8]
  }

  /// Says to a transfer on another thread that nobody waits for it any more.
  final class Switch: Sendable {
    private let isSet = Atomic(false)

    /// Whether it was given up.
    var isOff: Bool { isSet.load(ordering: .relaxed) }

    /// Gives it up; the transfer ends within a tenth of a second.
    func turnOff() { isSet.store(true, ordering: .relaxed) }
  }

  let plan: TransferPlan
  let giveUp: Switch

  /// Sends the request and waits for the whole answer.
  func run() -> Result<Answer, HTTPFailure> {
    let host = plan.endpoint.host
    guard plan.hasSoundHeaders else {
      return .failure(.notConnected(host: host, reason: "a header of the request holds a control character"))
    }
    guard let handle = EasyHandle() else {
      return .failure(.notConnected(host: host, reason: "there is too little memory"))
    }
    let receipt = Receipt(plan.limits)
    plan.apply(to: handle)
    receipt.receive(from: handle)
    guard handle.refusal == CURLE_OK else {
      return .failure(.notConnected(host: host, reason: "libcurl does not take a setting"))
    }
    var ending = perform(handle)
    // The callbacks hold no reference of their own.
    return withExtendedLifetime(receipt) {
      let status = handle.number(CURLINFO_RESPONSE_CODE)
      if ending == .done(CURLE_OK), status < 200 || !receipt.isHeadWhole { ending = .done(CURLE_PARTIAL_FILE) }
      guard ending == .done(CURLE_OK) else {
        return .failure(HTTPFailure(TransferFailure(ending, handle, receipt), plan))
      }
      return .success(
        Answer(
          status: status, retryAfter: handle.header("Retry-After"), location: handle.header("Location"),
          body: receipt.body))
    }
  }

  /// How a transfer ended.
  enum Ending: Equatable {
    /// As libcurl says.
    case done(CURLcode)
    /// Nobody waits for it any more.
    case givenUp
    /// libcurl cannot go on, as without memory.
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
