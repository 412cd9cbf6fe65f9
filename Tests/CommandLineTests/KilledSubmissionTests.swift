import Foundation
import TestSupport
import Testing

@testable import FakeControlPlane

/// Clients that are killed at random moments and run again.
@Suite struct KilledSubmissionTests {
  /// What the control plane does to the clients: it drops, fails and delays, accepts two clusters of one name, and shows
  /// a new one late.
  private func space(seed: UInt64) async throws -> ControlPlaneWorkspace {
    try await ControlPlaneWorkspace {
      $0.acceptsDuplicateNames = true
      $0.visibleAfter = 300
      $0.randomFaults = 0.3
      $0.seed = seed
    }
  }

  /// Starts a client, kills it after a random part of the time that it takes, and runs it again until it ends by itself.
  /// - Returns: What the last run printed.
  private func round(
    _ program: String, _ arguments: [String], _ space: ControlPlaneWorkspace, killAfter microseconds: UInt32
  ) async throws -> Program.Result {
    let environment = space.environment
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Swift.Result {
            let first = try Program.start(program, arguments, folder: space.folder, environment: environment)
            usleep(microseconds)
            first.kill()
            SecretWatch.expectNone(in: first.finish().all)
            var result: Program.Result
            var runs = 0
            repeat {
              result = try Program.start(program, arguments, folder: space.folder, environment: environment).finish()
              SecretWatch.expectNone(in: result.all)
              runs += 1
            } while result.code != 0 && runs < 10
            return result
          })
      }
    }
  }

  /// Two hundred rounds, as many at a time as there are cores.
  private func rounds(
    _ space: ControlPlaneWorkspace, _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      let width = max(2, ProcessInfo.processInfo.activeProcessorCount)
      for number in 0..<200 {
        if number >= width { try await group.next() }
        group.addTask { try await body(number) }
      }
      try await group.waitForAll()
    }
  }

  @Test func `200 kills never make two clusters, and the next run finds the one`() async throws {
    let space = try await space(seed: 7)
    let program = Program.folder + "/tollgate"
    var generator = SeededGenerator(seed: 11)
    let moments = (0..<200).map { _ in UInt32.random(in: 0...1_000, using: &generator) }
    let start = ContinuousClock.now
    _ = try await round(program, ["submit", "--settle-time", "2s", try space.request("warm-up")], space, killAfter: 0)
    let whole = ContinuousClock.now - start
    let length = UInt32(whole.components.seconds * 1_000_000 + whole.components.attoseconds / 1_000_000_000_000)
    try await rounds(space) { number in
      let name = "round-\(number)"
      let arguments = ["submit", "--settle-time", "2s", try space.request(name)]
      let result = try await round(program, arguments, space, killAfter: length / 1_000 * moments[number])
      #expect(result.code == 0, "\(name): \(result.all)")
      let made = space.fake.clusters.filter { $0.name == name }
      #expect(made.count == 1, "\(name)")
      #expect(made.first.map { result.output.contains("`\($0.id)`") } == true, "\(name): \(result.output)")
    }
    let posts = space.posts
    #expect(posts > 200, "no kill and no fault ever made a second request, so that nothing was tested")
  }

  @Test func `the same rounds catch a client that blindly repeats`() async throws {
    let space = try await space(seed: 7)
    try await rounds(space) { number in
      let arguments = [space.fake.url, "blind-\(number)"]
      _ = try await round(Program.folder + "/BlindClient", arguments, space, killAfter: UInt32(number) * 500)
    }
    let doubles = Dictionary(grouping: space.made) { $0 }.filter { $0.value.count > 1 }
    #expect(doubles.count > 20)
  }
}
