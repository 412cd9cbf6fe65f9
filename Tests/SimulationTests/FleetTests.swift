import Testing

@testable import Simulation

struct FleetTests {
  @Test(arguments: [
    (-1, 1, 0.0, 0.0, 0, 1, 0.0), (2, 1, 0, 0, 0, 1, 0), (0, 0, 0, 0, 0, 1, 0), (0, 1, -1, 0, 0, 1, 0),
    (0, 1, .nan, 0, 0, 1, 0), (0, 1, 0, -1, 0, 1, 0), (0, 1, 0, 0, -1, 1, 0), (0, 1, 0, 0, 0, 0, 0),
    (0, 1, 0, 0, 0, 1, -1), (0, 1, 0, 0, 0, 1, 11), (0, .max, 0, 0, 0, 1, 0),
  ])
  func `refuses what makes no sense`(
    minimum: Int, maximum: Int, boot: Double, idle: Double, warm: Int, processors: Int, interruptions: Double
  ) {
    #expect(throws: InvalidParameter.self) {
      try Fleet(
        minimum: minimum, maximum: maximum, bootSeconds: boot, idleTimeout: idle, warm: warm,
        processorsPerNode: processors,
        interruptionsPerHour: interruptions)
    }
  }

  @Test func `wants demand and warm nodes within its bounds`() throws {
    let fleet = try Fleet(minimum: 2, maximum: 5, warm: 1)
    #expect([0, 1, 2, 4, 9].map(fleet.target) == [2, 2, 3, 5, 5])
    #expect(fleet.initialNodes == 2)
  }
}
