import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// The question for the external id at a terminal.
@Suite struct HiddenInputTests {
  /// A program that asks; the test has it to itself.
  private func asking(
    _ space: ControlPlaneWorkspace, _ body: @escaping @Sendable (Terminal, Process, Pipe) throws -> Void
  ) async throws {
    let arguments = [
      "create", "cluster", "--yes", "asked", "--external-id", "-", "--instance-types", "m7i.xlarge", "--role-arn",
      "arn:aws:iam::123456789012:role/lightning-byoc",
    ]
    var environment = space.environment
    environment["LIGHTNING_EXTERNAL_ID"] = ""
    let output = Pipe()
    try await Terminal.running(arguments, folder: space.folder, environment: environment, output: output) {
      terminal, process in
      #expect(terminal.waits(forEcho: false))
      try body(terminal, process, output)
    }
  }

  @Test func `what is typed is not shown, and used`() async throws {
    let space = try await ControlPlaneWorkspace()
    try await asking(space) { terminal, process, output in
      terminal.type(SecretWatch.externalId + "\n")
      let text = String(decoding: (try output.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(text)")
      #expect(text.hasPrefix("external id: \n"))
      SecretWatch.expectNone(in: text)
      #expect(terminal.isEchoing)
    }
    #expect(space.made == ["asked"])
  }

  @Test(arguments: [
    SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGALRM, SIGUSR1, SIGUSR2, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL,
    SIGTRAP, SIGSYS, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGIO, 40, 64,
  ])
  func `the terminal echoes again after a signal that ends the program`(number: Int32) async throws {
    let space = try await ControlPlaneWorkspace()
    try await asking(space) { terminal, process, _ in
      terminal.type("half of a sec")
      kill(process.processIdentifier, number)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(process.terminationStatus == number)
      #expect(terminal.isEchoing)
    }
    #expect(space.fake.requests.isEmpty)
  }

  @Test func `it echoes while the program is stopped, and hides again when it goes on`() async throws {
    let space = try await ControlPlaneWorkspace()
    try await asking(space) { terminal, process, output in
      for _ in 0..<3 {
        kill(process.processIdentifier, SIGTSTP)
        // A group without a shell cannot be stopped by this signal; then the echo is off again at once.
        _ = (0..<50).first { _ in
          usleep(10_000)
          return terminal.isEchoing
        }
        kill(process.processIdentifier, SIGCONT)
        #expect(terminal.waits(forEcho: false))
      }
      // Stopped by what cannot be handled, the terminal is set up again afterwards.
      kill(process.processIdentifier, SIGSTOP)
      var settings = termios()
      tcgetattr(terminal.theirs, &settings)
      settings.c_lflag |= tcflag_t(ECHO)
      tcsetattr(terminal.theirs, TCSANOW, &settings)
      kill(process.processIdentifier, SIGCONT)
      #expect(terminal.waits(forEcho: false))
      terminal.type(SecretWatch.externalId + "\n")
      let text = String(decoding: (try output.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(text)")
      SecretWatch.expectNone(in: text)
      #expect(terminal.isEchoing)
    }
    #expect(space.made == ["asked"])
  }
}
