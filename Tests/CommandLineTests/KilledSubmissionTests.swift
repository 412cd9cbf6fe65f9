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

  /// Where a client was when it was killed, by what its journal says.
  private enum Moment: Sendable {
    case beforeTheRequest, unanswered, afterTheAnswer

    init(journal: String) throws {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: journal)) ?? []
      guard let name = names.first(where: { $0.hasSuffix(".json") }) else {
        self = .beforeTheRequest
        return
      }
      let text = try String(contentsOfFile: journal + "/" + name, encoding: .utf8)
      self = text.contains("\"clusterId\":null") ? .unanswered : .afterTheAnswer
    }
  }

  /// When a client is killed, in microseconds.
  private enum Kill: Sendable {
    /// After its start.
    case afterStart(UInt32)
    /// After its journal has its first entry.
    case afterIntent(UInt32)
  }

  /// Starts a client, kills it, and runs it again until it succeeds.
  /// - Returns: Where it was killed, and what the last run printed.
  private func round(
    _ program: String, _ arguments: [String], _ space: ControlPlaneWorkspace, state: String, _ kill: Kill
  ) async throws -> (moment: Moment, result: Program.Result) {
    // A killed program leaves no whole record of the lines that it ran.
    let environment = space.environment.merging(["XDG_STATE_HOME": state, "LLVM_PROFILE_FILE": "/dev/null"]) { $1 }
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Swift.Result {
            let first = try Program.start(program, arguments, folder: space.folder, environment: environment)
            let journal = state + "/tollgate/submissions"
            switch kill {
            case .afterStart(let microseconds): usleep(microseconds)
            case .afterIntent(let microseconds):
              while first.isRunning, try Moment(journal: journal) == .beforeTheRequest { usleep(500) }
              usleep(microseconds)
            }
            first.kill()
            SecretWatch.expectNone(in: first.finish().all)
            let moment = try Moment(journal: journal)
            var result: Program.Result
            var runs = 0
            repeat {
              result = try Program.start(program, arguments, folder: space.folder, environment: environment).finish()
              SecretWatch.expectNone(in: result.all)
              runs += 1
            } while result.code != 0 && runs < 10
            return (moment, result)
          })
      }
    }
  }

  /// Two hundred rounds, several at a time, since they mostly wait.
  private func rounds<Value: Sendable>(_ body: @escaping @Sendable (Int) async throws -> Value) async throws -> [Value]
  {
    try await withThrowingTaskGroup(of: Value.self) { group in
      var values: [Value] = []
      for number in 0..<200 {
        if number >= 6, let value = try await group.next() { values.append(value) }
        group.addTask { try await body(number) }
      }
      return try await group.reduce(into: values) { $0.append($1) }
    }
  }

  @Test(arguments: ["kubernetes", "direct"])
  func `200 kills never make two clusters, and the next run finds the one`(generation: String) async throws {
    let space = try await space(seed: 7)
    _ = try space.accepting()
    let moments = try await rounds { number in
      var generator = SeededGenerator(seed: UInt64(number))
      let name = "round-\(number)"
      let arguments = [
        "submit", "--yes", "--generation", generation, "--settle-time", "2s", try space.request(name),
      ]
      let (moment, result) = try await round(
        Program.folder + "/tollgate", arguments, space, state: space.folder + "/" + name,
        number.isMultiple(of: 2)
          ? .afterStart(UInt32.random(in: 0...2_000_000, using: &generator))
          : .afterIntent(UInt32.random(in: 0...50_000, using: &generator)))
      #expect(result.code == 0, "\(name): \(result.all)")
      let made = space.fake.clusters.filter { $0.name == name }
      #expect(made.count == 1, "\(name)")
      #expect(made.first.map { result.output.contains("`\($0.id)`") } == true, "\(name): \(result.output)")
      return moment
    }
    let counts = [Moment.beforeTheRequest, .unanswered, .afterTheAnswer].map { moment in moments.count { $0 == moment }
    }
    print(
      "200 kills (\(generation)): \(counts[0]) before the request, \(counts[1]) while it was unanswered, \(counts[2]) after the answer;"
    )
    print(
      "  \(space.posts) requests for 200 clusters, of which there are \(Set(space.made).count), \(space.made.count) in all"
    )
    #expect(counts[1] >= 20, "too few kills at the moment that matters")
  }

  @Test func `the same rounds catch a client that blindly repeats`() async throws {
    let space = try await space(seed: 7)
    _ = try await rounds { number in
      let arguments = [space.fake.url, "blind-\(number)"]
      return try await round(
        Program.folder + "/BlindClient", arguments, space, state: space.folder, .afterStart(UInt32(number) * 500)
      ).moment
    }
    let doubles = Dictionary(grouping: space.made) { $0 }.filter { $0.value.count > 1 }
    print("200 kills of a client that blindly repeats: \(doubles.count) names have two clusters or more")
    #expect(doubles.count >= 10)
  }
}
