import Glibc

/// A socket that listens on 127.0.0.1, with a thread for each connection.
struct ServerSocket: Sendable {
  private let descriptor: CInt
  /// Where it listens.
  let port: Int

  /// Listens on a port, a free one if 0.
  init(port: Int) throws(ServerError) {
    guard let number = UInt16(exactly: port) else { throw ServerError(step: "port", code: EINVAL) }
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw ServerError(step: "socket", code: errno) }
    var on: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = number.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> String? in
        if bind(descriptor, address, length) != 0 { return "bind" }
        if listen(descriptor, 128) != 0 { return "listen" }
        return getsockname(descriptor, address, &length) != 0 ? "getsockname" : nil
      }
    }
    if let failed {
      let code = errno
      close(descriptor)
      throw ServerError(step: failed, code: code)
    }
    self.descriptor = descriptor
    self.port = Int(UInt16(bigEndian: address.sin_port))
  }

  /// Accepts connections until the process ends.
  func serve(_ body: @escaping @Sendable (SocketStream) -> Void) throws(ServerError) {
    try BackgroundThread.start {
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else {
          // Too many open files, for one, may pass.
          if errno != EINTR, errno != ECONNABORTED { usleep(10_000) }
          continue
        }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        let stream = SocketStream(descriptor: connection)
        do throws(ServerError) { try BackgroundThread.start { body(stream) } } catch { stream.close() }
      }
    }
  }
}

/// Why a server cannot be started.
struct ServerError: Error, CustomStringConvertible {
  /// The call that failed.
  let step: String
  /// The operating system's number.
  let code: CInt

  var description: String { "\(step): \(String(cString: strerror(code)))" }
}

/// A thread that may wait.
enum BackgroundThread {
  private final class Work {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  static func start(_ body: @escaping @Sendable () -> Void) throws(ServerError) {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    guard failure == 0 else {
      work.release()
      throw ServerError(step: "pthread_create", code: failure)
    }
    pthread_detach(thread)
  }
}
