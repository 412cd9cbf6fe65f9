import Glibc

/// The descriptors 0 to 2.
package enum StandardStreams {
  /// Takes those that the caller left closed, so that no file or connection of ours gets their numbers and the report is
  /// never written into one. Writing to such a stream fails, as it did before.
  package static func reserve() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is the one that is missing.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
