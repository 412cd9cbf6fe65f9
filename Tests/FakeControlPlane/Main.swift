import ArgumentParser
import Glibc

/// Runs a fake control plane and prints its address.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "FakeControlPlane", abstract: "A control plane for tests and demonstrations.")

  @Option(help: "The port on 127.0.0.1; 0 takes a free one.")
  var port = 0

  @Option(help: "How long each phase of a cluster lasts, in milliseconds.")
  var phaseMilliseconds = 1_000

  @Option(help: "How long a new cluster cannot be seen, in milliseconds.")
  var visibleAfter = 0

  @Flag(help: "Accept several clusters of one name.")
  var duplicateNames = false

  @Option(help: "What goes wrong, in order: OPERATION=FAULT, such as create=drop-before-answer.")
  var fault: [String] = []

  @Option(help: "The share of requests that get a random fault, 0 to 1.")
  var randomFaults = 0.0

  @Option(help: "Where the random faults begin.")
  var seed: UInt64 = 1

  @Option(help: "An app on each cluster of a name: CLUSTER=APP; it runs.")
  var app: [String] = []

  @Option(help: "Why clusters are in their phases.")
  var reason = ""

  @Flag(help: "Answer in the form of the other generation than the request for a cluster.")
  var otherForm = false

  @Flag(help: "Leave external ids out of answers.")
  var hideExternalIds = false

  func run() throws {
    var behavior = ClusterStore.Behavior()
    behavior.acceptsDuplicateNames = duplicateNames
    behavior.visibleAfter = visibleAfter
    behavior.phaseMilliseconds = phaseMilliseconds
    behavior.randomFaults = randomFaults
    behavior.seed = seed
    behavior.reason = reason
    behavior.hidesExternalId = hideExternalIds
    behavior.answersInOtherForm = otherForm
    for text in app {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw ValidationError("`\(text)` is not CLUSTER=APP.") }
      behavior.apps[parts[0], default: []].append((parts[1], true))
    }
    for text in fault {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let fault = Fault(parts[1]) else { throw ValidationError("`\(text)` is not a fault.") }
      behavior.faults[parts[0], default: []].append(fault)
    }
    let fake = try FakeControlPlane.start(behavior, port: port)
    print(fake.url)
    fflush(nil)
    // It serves until it is killed.
    while true { pause() }
  }
}
