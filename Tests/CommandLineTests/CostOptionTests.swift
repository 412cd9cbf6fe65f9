import Foundation
import TestSupport
import Testing

/// The options of a cost profile: components that bills have only if somebody asks for them.
@Suite struct CostOptionTests {
  private let example = "Examples/vision-train.yaml"

  @Test func `bills leave options out, and say so`() async throws {
    let plain = try await Program.line(["cost", example])
    #expect(!plain.contains("container images 50"))
    #expect(
      plain.contains("left out unless `costOptions` in the configuration or `--cost-option` asks for it: container-"))
    #expect(plain.contains("in no bill: snapshots of volumes"))
    let asked = try await Program.line(["cost", example, "--cost-option", "container-registry"])
    #expect(asked.contains("container images 50 GB-month 0.1000 0.50 5.00 60.00 inferred"), "\(asked)")
    #expect(asked.contains("cost profile `default` with container-registry"))
    #expect(!asked.contains("asks for it: container-registry"))
  }

  @Test func `the configuration asks for all commands, and the command line for more`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = "apiVersion: tollgate/v1\nkind: Configuration\ncostOptions: [guardduty]\n"
    try text.write(toFile: folder + "/tollgate.yaml", atomically: true, encoding: .utf8)
    let configured = ["--config", folder + "/tollgate.yaml"]
    for command in ["check", "cost", "whatif"] {
      let text = try await Program.line([command, example] + configured + ["--cost-option", "dns-firewall"])
      #expect(text.contains("`default` with guardduty, dns-firewall"), "\(command): \(text)")
    }
  }

  @Test(arguments: ["costOptions: [guarduty]", "costOptions: [nat-gateway]"])
  func `an option that the profile does not have is an error at its place`(line: String) async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "apiVersion: tollgate/v1\nkind: Configuration\n\(line)\n"
      .write(toFile: folder + "/tollgate.yaml", atomically: true, encoding: .utf8)
    let text = try await Program.line(["check", example, "--config", folder + "/tollgate.yaml"], code: 2)
    #expect(text.contains("tollgate.yaml:3:15") && text.contains("the cost profile has no option"), "\(text)")
    let asked = try await Program.line(["cost", example, "--cost-option", "warm-node"], code: 2)
    #expect(asked.contains("did you mean `warm-nodes`?"))
  }

  @Test func `an older profile without the option may stand on the old side`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let shipped = try String(contentsOfFile: Repository.catalogPath + "/cost-profile.yaml", encoding: .utf8)
    let older = try #require(shipped.components(separatedBy: "\n  # Upstream's list").first)
    try older.write(toFile: folder + "/old.yaml", atomically: true, encoding: .utf8)
    let arguments = ["cost", "--diff", example, "--cost-option", "container-registry", "--old-cost-profile"]
    let text = try await Program.line(arguments + [folder + "/old.yaml"])
    #expect(text.contains("+ container images 50"), "\(text)")
  }

  @Test func `warm nodes are paid for once`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try "{apiVersion: tollgate/v1, kind: Scenario, metadata: {name: a}, spec: {warmNodes: 1}}"
      .write(toFile: folder + "/warm.yaml", atomically: true, encoding: .utf8)
    for options in [["--warm", "1"], ["--scenarios", folder + "/warm.yaml"], []] {
      let arguments = ["whatif", example, "--cost-option", "warm-nodes"] + options
      let text = try await Program.line(arguments, code: options.isEmpty ? 0 : 2)
      #expect(options.isEmpty == !text.contains("warm nodes would be paid for twice"), "\(text)")
    }
  }

  @Test func `a warm node costs as much as one that is always up, and is no management node`() async throws {
    let plain = try await Program.line(["cost", example])
    let warm = try await Program.line(["whatif", example, "--cost-option", "warm-nodes"])
    // The mean of both types, 0.5032 USD an hour, and 100 GB of disk: 367.34 and 8 USD a month.
    #expect(plain.contains("normal 1,706.81 1,946.10 6,753.22") && warm.contains("expected 2,321.43 713.68"), "\(warm)")
    // A fifth of the management nodes alone: 1,229.20 of the saving.
    #expect(warm.contains("management and builder nodes, with their disks 20 % less 1,362"), "\(warm)")
  }

  @Test func `a profile whose components are all options is refused`() async throws {
    let folder = try Repository.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = """
      apiVersion: tollgate/v1
      kind: CostProfile
      metadata: {name: p}
      description: d
      components:
        - {name: a, title: a, part: fixed, option: b, price: requestedInstanceTypes, quantity: {normal: 1, costSavings: 1}, reason: r}
      """
    try text.write(toFile: folder + "/profile.yaml", atomically: true, encoding: .utf8)
    let result = try await Program.line(["cost", example, "--cost-profile", folder + "/profile.yaml"], code: 2)
    #expect(result.contains("without options the bill would be empty"), "\(result)")
  }
}
