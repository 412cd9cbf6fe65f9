import Documents
import Glibc
import Platform

/// Runs a server over two streams until the client ends it.
///
/// Messages come first: a check is begun when none waits, and broken off when one arrives.
public struct ServerLoop {
  private let input: CInt
  private let output: CInt
  private var reader = MessageReader()
  private var isAtEnd = false
  private var queue: [[UInt8]] = []

  /// A loop over standard input and output.
  public init() { (input, output) = (STDIN_FILENO, STDOUT_FILENO) }

  /// Why a server ended before the client said so.
  public struct Failure: Error, CustomStringConvertible {
    /// What is wrong: lower case, no full stop.
    public let description: String
  }

  /// Serves, and returns the exit code: 0 after `shutdown` and `exit`.
  /// - Throws: `Failure` if the streams cannot be used, or what comes in is no message.
  public mutating func run(_ server: inout Server) throws(Failure) -> Int32 {
    while true {
      try fill(waiting: queue.isEmpty && !server.hasWork)
      if queue.isEmpty {
        if isAtEnd { return server.exitCode ?? 1 }
        let descriptor = input
        try send(server.analyze { Self.isReady(descriptor) })
        continue
      }
      let message = queue.removeFirst()
      if let id = withdrawn(message) {
        try send([Server.cancelled(id)])
        continue
      }
      try send(server.receive(message))
      if let code = server.exitCode { return code }
    }
  }

  /// Takes in what has arrived; waits for something if there is nothing else to do.
  private mutating func fill(waiting: Bool) throws(Failure) {
    var mayWait = waiting
    while !isAtEnd, mayWait || Self.isReady(input) {
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = read(input, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(description: "standard input cannot be read: \(SystemError.last)") }
      if count == 0 { isAtEnd = true }
      reader.append(Array(chunk[..<count]))
      do throws(MessageReader.StreamError) {
        while let message = try reader.next() { queue.append(message) }
      } catch { throw Failure(description: error.description) }
      if !queue.isEmpty { mayWait = false }
    }
  }

  /// The id of a request that a later message of the queue withdraws; that message is then done with.
  private mutating func withdrawn(_ message: [UInt8]) -> JSONValue? {
    guard queue.contains(where: Self.mayWithdraw), let request = try? Message(message), let id = request.id,
      request.method != nil
    else { return nil }
    for (index, other) in queue.enumerated() where Self.mayWithdraw(other) {
      guard let cancellation = try? Message(other), cancellation.method == "$/cancelRequest",
        let asked = cancellation.parameters["id"], JSONValue(asked) == id
      else { continue }
      queue.remove(at: index)
      return id
    }
    return nil
  }

  private static func mayWithdraw(_ message: [UInt8]) -> Bool {
    message.count < 1_024 && String(decoding: message, as: UTF8.self).contains("$/cancelRequest")
  }

  private static func isReady(_ descriptor: CInt) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0
  }

  private func send(_ messages: [JSONValue]) throws(Failure) {
    for message in messages {
      var rest = Array(Reply.framed(message).utf8)[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Failure(description: "standard output cannot be written: \(SystemError.last)") }
        rest = rest.dropFirst(count)
      }
    }
  }
}
