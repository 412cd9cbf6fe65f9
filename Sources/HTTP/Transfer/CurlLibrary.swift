import CCurl
import Glibc

/// libcurl as a whole.
enum CurlLibrary {
  /// 7.87.0 is the first that does not wait for a name's look-up that was given up (CURLOPT_QUICK_EXIT).
  private static let oldest: UInt32 = 0x07_57_00

  /// Why it cannot be used; nil if it can. It is started when this is asked for the first time.
  static let problem: String? = {
    // It would write the keys of every connection to the file that the variable names, and looks at it only now.
    unsetenv("SSLKEYLOGFILE")
    guard tollgate_curl_start() == CURLE_OK else { return "it does not start" }
    guard tollgate_curl_version() >= oldest else { return "it is older than 7.87.0" }
    guard tollgate_curl_speaks_tls() != 0 else { return "it was built without TLS" }
    guard tollgate_curl_resolves_aside() != 0 else { return "it was built without a resolver that can be given up" }
    return nil
  }()
}
