// swift-tools-version: 6.2
import PackageDescription

// In a package of its own, so that nobody builds it who does not measure. Benchmarks/cel.sh builds and runs it.
let package = Package(
  name: "cel-benchmark",
  dependencies: [.package(name: "tollgate", path: "../..")],
  targets: [
    .target(name: "CRE2Search", path: "Sources/CRE2Search", linkerSettings: [.linkedLibrary("re2")]),
    .executableTarget(
      name: "CELBenchmark", dependencies: ["CRE2Search", .product(name: "CEL", package: "tollgate")],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]),
  ]
)
