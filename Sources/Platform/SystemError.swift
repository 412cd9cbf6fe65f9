import Glibc

/// The operating system's words for its errors.
public enum SystemError {
  /// The message of an error number, in lower case, such as `no such file or directory`.
  public static func message(_ number: CInt) -> String { String(cString: strerror(number)).lowercased() }

  /// The message of the last call that failed on this thread.
  public static var last: String { message(errno) }
}
