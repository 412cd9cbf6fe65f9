import CCurl

/// libcurl's handle of one transfer, used by one thread. The first option that is refused is remembered.
final class EasyHandle {
  /// The handle.
  let pointer: UnsafeMutableRawPointer
  /// The first failure of an option; a transfer with one must not begin.
  private(set) var refusal = CURLE_OK

  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  private let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  /// A handle; nil without memory.
  init?() {
    errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    guard let pointer = curl_easy_init() else {
      errorBuffer.deallocate()
      return nil
    }
    self.pointer = pointer
    note(tollgate_curl_set_error_buffer(pointer, errorBuffer))
  }

  deinit {
    curl_easy_cleanup(pointer)
    for list in lists { curl_slist_free_all(list) }
    errorBuffer.deallocate()
  }

  // MARK: Options

  func set(_ option: CURLoption, _ number: Int) { note(tollgate_curl_set_number(pointer, option, number)) }

  func set(_ option: CURLoption, _ isOn: Bool) { set(option, isOn ? 1 : 0) }

  func set(_ option: CURLoption, _ text: String?) { note(tollgate_curl_set_text(pointer, option, text)) }

  func set(_ option: CURLoption, lines: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        return note(CURLE_OUT_OF_MEMORY)
      }
      list = longer
    }
    if let list { lists.append(list) }
    note(tollgate_curl_set_list(pointer, option, list))
  }

  func set(_ option: CURLoption, bytes: [UInt8]) {
    note(bytes.withUnsafeBytes { tollgate_curl_set_bytes(pointer, option, $0.baseAddress, $0.count) })
  }

  /// A time limit; libcurl counts milliseconds in 31 bits and takes 0 for none.
  func set(_ option: CURLoption, _ limit: Duration) {
    let (seconds, attoseconds) = limit.components
    let milliseconds = min(seconds, Int64(CInt.max)) * 1_000 + attoseconds / 1_000_000_000_000_000
    set(option, Int(max(1, min(milliseconds, Int64(CInt.max)))))
  }

  /// The bytes that the request carries.
  func setBody(_ bytes: [UInt8]) {
    note(tollgate_curl_set_large(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
    // Copied by the number of bytes, whatever they are.
    note(
      (bytes + [0]).withUnsafeBytes { bytes in
        tollgate_curl_set_text(
          pointer, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
      })
  }

  /// Notes what setting an option has led to.
  func note(_ code: CURLcode) { if refusal == CURLE_OK { refusal = code } }

  // MARK: Results

  func number(_ info: CURLINFO) -> Int { tollgate_curl_number(pointer, info) }

  /// The first header of a name in the head of the answer.
  func header(_ name: String) -> String? { tollgate_curl_header(pointer, name).map { String(cString: $0) } }

  /// libcurl's own words for a failure; they are not ours, and never shown.
  var detail: String { String(cString: errorBuffer) }
}
