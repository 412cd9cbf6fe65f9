// swift-tools-version: 6.2
import PackageDescription

// In a package of its own, so that nobody builds it who does not measure. Benchmarks/gate.sh builds and runs it.
let package = Package(
  name: "gate-benchmark",
  dependencies: [.package(name: "tollgate", path: "../..")],
  targets: [
    .executableTarget(
      name: "GateBenchmark", dependencies: [.product(name: "Tollgate", package: "tollgate")],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)
