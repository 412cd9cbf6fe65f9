import CCurl
import Glibc

/// libcurl as a whole.
enum CurlLibrary {
  /// The minimum version. 7.87.0 is the first that does not wait for an abandoned name lookup (CURLOPT_QUICK_EXIT).
  private static let oldest: UInt32 = 0x07_57_00

  /// Why libcurl cannot be used; nil if it can. Reading this for the first time initializes libcurl.
  static let problem: String? = {
    // libcurl would write the keys of every connection to the file in this variable. It reads the variable only at this
    // point.
    unsetenv("SSLKEYLOGFILE")
    guard tollgate_curl_start() == CURLE_OK else { return "it does not start" }
    guard tollgate_curl_version() >= oldest else { return "it is older than 7.87.0" }
    guard tollgate_curl_speaks_tls() != 0 else { return "it was built without TLS" }
    guard tollgate_curl_resolves_aside() != 0 else { return "it was built without a resolver that can be given up" }
    return nil
  }()
}
