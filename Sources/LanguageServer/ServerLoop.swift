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
  /// The messages that have arrived, of which the first ones are answered already.
  private var queue: [Result<Message, ResponseError>] = []
  private var answered = 0
  /// The requests in the queue that the client has withdrawn, by their ids as JSON.
  private var withdrawn: Set<String> = []

  /// The messages that are read ahead, so that those which withdraw others are seen in time.
  private static let readAhead = 1_000

  /// A loop over standard input and output.
  public init() { self.init(input: STDIN_FILENO, output: STDOUT_FILENO) }

  /// A loop over two descriptors.
  init(input: CInt, output: CInt) { (self.input, self.output) = (input, output) }

  /// Why a server ended before the client said so.
  public struct Failure: Error, CustomStringConvertible {
    /// What is wrong: lower case, no full stop.
    public let description: String
  }

  /// Serves, and returns the exit code: 0 after `shutdown` and `exit`.
  /// - Throws: `Failure` if the streams cannot be used, or what comes in is not a message.
  public mutating func run(_ server: inout Server) throws(Failure) -> Int32 {
    while true {
      try fill(waiting: !hasMessages && !server.hasWork)
      if hasMessages {
        let message = next()
        if let id = try? message.get().id, withdrawn.remove(id.canonical) != nil {
          try send([Server.cancelled(id)])
        } else {
          try send(server.receive(message))
        }
        if let code = server.exitCode { return code }
      } else if isAtEnd {
        return 1
      } else {
        let descriptor = input
        try send(server.analyze { Self.isReady(descriptor) })
      }
    }
  }

  private var hasMessages: Bool { answered < queue.count }

  private mutating func next() -> Result<Message, ResponseError> {
    let message = queue[answered]
    answered += 1
    if !hasMessages { (queue, answered, withdrawn) = ([], 0, []) }
    return message
  }

  /// Takes in what has arrived; waits for something if there is nothing else to do.
  private mutating func fill(waiting: Bool) throws(Failure) {
    while !isAtEnd, queue.count - answered < Self.readAhead, waiting && !hasMessages || Self.isReady(input) {
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = read(input, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(description: "standard input cannot be read: \(SystemError.last)") }
      if count == 0 { isAtEnd = true }
      reader.append(Array(chunk[..<count]))
      do throws(MessageReader.StreamError) {
        while let bytes = try reader.next() { add(Result { () throws(ResponseError) in try Message(bytes) }) }
      } catch { throw Failure(description: error.description) }
    }
  }

  private mutating func add(_ message: Result<Message, ResponseError>) {
    guard case .success(let one) = message, one.method == "$/cancelRequest" else {
      queue.append(message)
      return
    }
    // What is answered already, or was never asked, cannot be withdrawn.
    guard let id = one.parameters["id"].map({ JSONValue($0) }) else { return }
    let isWaiting = queue[answered...].contains { (try? $0.get()).map { $0.id == id && $0.method != nil } ?? false }
    if isWaiting { withdrawn.insert(id.canonical) }
  }

  private static func isReady(_ descriptor: CInt) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0
  }

  private func send(_ messages: [JSONValue]) throws(Failure) {
    for message in messages {
      guard FileWriting.write(Reply.framed(message), to: output) else {
        throw Failure(description: "standard output cannot be written: \(SystemError.last)")
      }
    }
  }
}
