import Foundation
import TestSupport
import Testing

/// `tollgate init`, and commands that take their paths from the configuration.
@Suite struct InitCommandTests {
  @Test func `what is written can be checked, priced and tested at once`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let made = try await Program.tollgate(["init", "new/gate"], folder: folder)
    #expect(made.code == 0 && made.output.contains("cd new/gate"), "\(made.all)")
    let inside = folder + "/new/gate"
    for command in [
      ["check"], ["cost"], ["whatif", "clusters/example.yaml"], ["policy", "test", "policies"],
      ["policy", "check", "policies"],
    ] {
      let result = try await Program.tollgate(
        command, folder: inside, environment: ["TOLLGATE_CATALOG": Repository.catalogPath])
      #expect(result.code == 0, "\(command): \(result.all)")
    }
    let again = try await Program.tollgate(["init"], folder: inside)
    #expect(again.code == 2 && again.error.contains("exists already"))
  }

  @Test(arguments: [["check"], ["cost"], ["submit"], ["cost", "--since", "HEAD"]])
  func `without a path and without requests in the configuration nothing is guessed`(command: [String]) async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let result = try await Program.tollgate(
      command, folder: folder, environment: ["TOLLGATE_CATALOG": Repository.catalogPath])
    #expect(result.code == 2 && result.output.isEmpty && result.error.contains("ame "), "\(result.all)")
  }
}
