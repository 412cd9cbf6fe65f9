import CProcess
import Findings
import Glibc
import Platform

/// Runs the program of `credential_process`, which prints credentials as JSON.
///
/// Source: "Sourcing credentials with an external process" in the AWS CLI user guide.
enum CredentialProcess {
  private static let limit = 65_536

  static func run(_ command: String, origin: String) throws(AWSError) -> Credentials {
    func wrong(_ problem: String) -> AWSError {
      .credentials(place: "credential_process of \(origin)", problem: problem, help: nil)
    }
    let answer = tollgate_memory_file()
    guard answer >= 0 else { throw wrong("there is no file in memory for its answer: \(SystemError.last)") }
    defer { close(answer) }
    // The SDKs let a shell split the command. It may write 64 KiB, which ulimit counts in 512 bytes, and take a minute.
    let bounded = "ulimit -f 128 && exec timeout 60 /bin/sh -c \"$1\""
    let code = ChildProcess.run("/bin/sh", ["sh", "-c", bounded, "sh", command], handing: [(answer, STDOUT_FILENO)])
    guard code == 0 else { throw wrong("it ended with \(code.map { "code \($0)" } ?? "a signal")") }
    var body = [UInt8](repeating: 0, count: limit)
    let count = pread(answer, &body, limit, 0)
    guard count > 0 else { throw wrong("it printed nothing") }
    return try MetadataAnswer.credentials(Array(body.prefix(count)), origin: "credential_process of \(origin)")
  }
}
