import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// What a person at a terminal sees before money is spent, and while they wait.
@Suite struct ConfirmationTests {
  /// Runs `submit` at a terminal; the body has it to itself.
  private func submitting(
    _ space: ControlPlaneWorkspace, _ options: [String] = [],
    _ body: @escaping @Sendable (Terminal, Process) throws -> Void
  ) async throws {
    let path = try space.request()
    try await Terminal.running(
      ["submit", path] + options, folder: space.folder, environment: space.environment, body)
  }

  @Test(arguments: ["n", "", "yess", "vision-train"])
  func `the verdict, the price and the plan come first, and without a yes nothing is sent`(answer: String) async throws
  {
    let space = try await ControlPlaneWorkspace()
    try await submitting(space) { terminal, process in
      let screen = terminal.screen(until: "[y/N] ")
      for part in [
        "approved: vision-train", "cost savings *", "to create: vision-train in us-east-1, cost-savings profile",
        "create this cluster? [y/N] ",
      ] { #expect(screen.contains(part), "\(screen)") }
      #expect(space.posts == 0)
      terminal.type(answer + "\n")
      #expect(terminal.screen(until: "nothing was sent").contains("not confirmed; nothing was sent"))
      process.waitUntilExit()
      #expect(process.terminationStatus == 2)
    }
    #expect(space.posts == 0)
  }

  @Test func `after a yes the clock goes on every second, and Ctrl-C leaves all of it on the screen`() async throws {
    let space = try await ControlPlaneWorkspace { $0.phaseMilliseconds = 60_000 }
    try await submitting(space, ["--wait"]) { terminal, process in
      var screen = terminal.screen(until: "[y/N] ")
      terminal.type("y\n")
      // On a busy machine a second may be left out.
      func seconds(_ screen: String) -> [Int] {
        (0...59).filter { screen.contains("\r\u{1B}[Kcluster vision-train: 0:\($0 < 10 ? "0" : "")\($0), pending") }
      }
      screen += terminal.screen { seconds($0).count > 4 }
      for part in ["approved: vision-train", "saving", "usually takes 30 to 50", "(asked for, not begun yet)"] {
        #expect(screen.contains(part), "\(screen)")
      }
      #expect(seconds(screen).count > 4, "\(screen)")
      kill(process.processIdentifier, SIGINT)
      #expect(
        terminal.screen(until: "show cluster").contains("look again with `tollgate show cluster vision-train-id`"))
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
    }
    #expect(space.made == ["vision-train"])
  }

  @Test func `Ctrl-C at the question says that nothing was sent`() async throws {
    let space = try await ControlPlaneWorkspace()
    try await submitting(space) { terminal, process in
      _ = terminal.screen(until: "[y/N] ")
      kill(process.processIdentifier, SIGINT)
      #expect(terminal.screen(until: "nothing was sent").contains("interrupted; nothing was sent"))
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
    }
    #expect(space.posts == 0)
  }

  @Test func `nobody is asked about a cluster that exists`() async throws {
    let space = try await ControlPlaneWorkspace()
    #expect(try await space.tollgate("submit", "--yes", try space.request()).code == 0)
    try await submitting(space) { terminal, process in
      let screen = terminal.screen(until: "found")
      #expect(screen.contains("exists: vision-train as `vision-train-id`") && !screen.contains("[y/N]"), "\(screen)")
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    #expect(space.posts == 1)
  }

  @Test func `without a terminal and without --yes nothing is created, after the verdict`() async throws {
    let space = try await ControlPlaneWorkspace()
    let path = try space.request()
    let result = try await space.tollgate("submit", path)
    #expect(result.code == 2)
    #expect(result.output.contains("approved: vision-train") && result.output.contains("cost savings *"))
    #expect(result.error.contains("are not a terminal to ask on; nothing was sent\n  = help: add `--yes`"))
    #expect(try await space.tollgate("submit", path, "--dry-run").code == 0)
    #expect(space.posts == 0)
    // What exists is not asked about, so that a job may run again.
    #expect(try await space.tollgate("submit", path, "--yes").code == 0)
    #expect(try await space.tollgate("submit", path).code == 0)
    #expect(space.posts == 1)
  }
}
