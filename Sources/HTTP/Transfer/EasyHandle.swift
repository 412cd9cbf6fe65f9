import CCurl

/// libcurl's handle for one transfer, used by one thread. It records the first option that libcurl refuses.
final class EasyHandle {
  /// The handle.
  let pointer: UnsafeMutableRawPointer
  /// The first failure of an option. A transfer with a failure must not start.
  private(set) var refusal = CURLE_OK

  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  private let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  /// Creates a handle; nil if there is too little memory.
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

  /// Sets a time limit. libcurl counts milliseconds in 31 bits and takes 0 for no limit.
  func set(_ option: CURLoption, _ limit: Duration) {
    let (seconds, attoseconds) = limit.components
    let milliseconds = min(seconds, Int64(CInt.max)) * 1_000 + attoseconds / 1_000_000_000_000_000
    set(option, Int(max(1, min(milliseconds, Int64(CInt.max)))))
  }

  /// Sets the body of the request.
  func setBody(_ bytes: [UInt8]) {
    note(tollgate_curl_set_large(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
    // libcurl copies as many bytes as the size says, whatever their values.
    note(
      (bytes + [0]).withUnsafeBytes { bytes in
        tollgate_curl_set_text(
          pointer, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
      })
  }

  /// Records the result of setting an option.
  func note(_ code: CURLcode) { if refusal == CURLE_OK { refusal = code } }

  // MARK: Results

  func number(_ info: CURLINFO) -> Int { tollgate_curl_number(pointer, info) }

  /// The first header with this name in the response.
  func header(_ name: String) -> String? { tollgate_curl_header(pointer, name).map { String(cString: $0) } }

  /// libcurl's own description of a failure. It is never shown.
  var detail: String { String(cString: errorBuffer) }
}
