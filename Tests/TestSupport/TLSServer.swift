import Foundation

/// A server that speaks TLS on 127.0.0.1: OpenSSL's own (`openssl s_server`), with a certificate that it signed itself. It
/// answers GET requests from a table, one connection after the other, until it is released.
public final class TLSServer: @unchecked Sendable {
  // INVARIANT: not changed after the initializer.
  private let process = Process()
  private let folder: String

  /// Where it listens.
  public private(set) var port = 0

  /// Starts one.
  /// - Parameters:
  ///   - answers: The bodies by target, without the slash in front.
  ///   - names: For whom the certificate is (x509v3_config(5), subjectAltName).
  ///   - options: More arguments of `openssl s_server`.
  public init(
    answers: [String: String] = [:], names: String = "DNS:control.example,IP:127.0.0.1", options: [String] = []
  ) throws {
    folder = try Repository.temporaryFolder()
    let making = Self.openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
      "/CN=test",
      "-addext", "subjectAltName=" + names, "-keyout", folder + "/key.pem", "-out", folder + "/certificate.pem")
    making.standardOutput = FileHandle.nullDevice
    making.standardError = FileHandle.nullDevice
    try making.run()
    making.waitUntilExit()
    for (target, body) in answers {
      let file = URL(fileURLWithPath: folder + "/" + target)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8).write(to: file)
    }
    let output = Pipe()
    process.executableURL = Self.env
    process.arguments =
      ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key", "key.pem", "-HTTP"]
      + options
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    while port == 0 {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw CocoaError(.fileReadUnknown) }
      text += String(decoding: data, as: UTF8.self)
      // `ACCEPT 127.0.0.1:36395`
      let line = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first {
        $0.hasPrefix("ACCEPT ")
      }
      if let number = line?.split(separator: ":").last { port = Int(number) ?? 0 }
    }
  }

  deinit {
    // Not SIGTERM: it is blocked on the threads that tests run on, and so in what they start.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The file with its certificate, for `SSL_CERT_FILE`.
  public var certificateFile: String { folder + "/certificate.pem" }

  private static let env = URL(fileURLWithPath: "/usr/bin/env")

  private static func openssl(_ arguments: String...) -> Process {
    let process = Process()
    process.executableURL = env
    process.arguments = ["openssl"] + arguments
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
