// swift-tools-version: 6.2
import PackageDescription

// In a package of its own, so that nobody builds it who does not measure. Benchmarks/simulation.sh builds and runs it.
let package = Package(
  name: "simulation-benchmark",
  dependencies: [.package(name: "tollgate", path: "../..")],
  targets: [
    .executableTarget(
      name: "SimulationBenchmark", dependencies: [.product(name: "Simulation", package: "tollgate")],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)
