// swift-tools-version: 6.2
import PackageDescription

// libFuzzer targets, in a package of their own so that nobody builds them who does not fuzz. Tools/fuzz.sh builds and
// runs them with -sanitize=fuzzer,address.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "tollgate", path: "..")],
  targets: [
    .target(name: "CLibFuzzer"),
    .executableTarget(
      name: "FuzzRequests",
      dependencies: [
        "CLibFuzzer", .product(name: "Ingest", package: "tollgate"), .product(name: "Tollgate", package: "tollgate"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "FuzzConfigurations", dependencies: ["CLibFuzzer", .product(name: "Tollgate", package: "tollgate")],
      swiftSettings: settings),
    .executableTarget(
      name: "FuzzCEL", dependencies: ["CLibFuzzer", .product(name: "CEL", package: "tollgate")],
      swiftSettings: settings),
    .target(
      name: "ImportFuzzing",
      dependencies: [
        "CLibFuzzer", .product(name: "Ingest", package: "tollgate"), .product(name: "Tollgate", package: "tollgate"),
      ],
      swiftSettings: settings),
    .executableTarget(name: "FuzzXMLImports", dependencies: ["ImportFuzzing"], swiftSettings: settings),
    .executableTarget(name: "FuzzJSONImports", dependencies: ["ImportFuzzing"], swiftSettings: settings),
    .executableTarget(name: "FuzzCSVImports", dependencies: ["ImportFuzzing"], swiftSettings: settings),
    .executableTarget(
      name: "FuzzTraces", dependencies: ["CLibFuzzer", .product(name: "Simulation", package: "tollgate")],
      swiftSettings: settings),
    // Built with the thread sanitizer instead, by Tools/test-threads.sh.
    .executableTarget(
      name: "EightTasks", dependencies: [.product(name: "CEL", package: "tollgate")], swiftSettings: settings),
    .executableTarget(
      name: "FuzzCatalog",
      dependencies: [
        "CLibFuzzer", .product(name: "Ingest", package: "tollgate"), .product(name: "Tollgate", package: "tollgate"),
      ],
      swiftSettings: settings),
  ]
)
