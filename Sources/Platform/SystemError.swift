import Glibc

/// The operating system's error messages.
public enum SystemError {
  /// The message of an error number, in lower case, such as `no such file or directory`.
  public static func message(_ number: CInt) -> String { String(cString: strerror(number)).lowercased() }

  /// The message of the last failed call on this thread.
  public static var last: String { message(errno) }
}
