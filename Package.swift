// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "tollgate",
  products: [
    .library(name: "CEL", targets: ["CEL"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Tollgate", targets: ["Gate", "Reports"]),
    .library(name: "Ingest", targets: ["Ingest"]),
    .executable(name: "tollgate", targets: ["tollgate"]),
    .executable(name: "tollgate-remote", targets: ["tollgate-remote"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),

    // From libcrypto, linked statically.
    .systemLibrary(name: "CSHA256", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    .target(name: "Base64", swiftSettings: strict),
    .target(name: "Spelling", swiftSettings: strict),

    // The arguments of the process, where Swift would ask /proc.
    .target(name: "CProcess"),

    // The Common Expression Language; knows nothing of clusters.
    .target(
      name: "CRE2", linkerSettings: [.linkedLibrary(":libre2.a"), .linkedLibrary("stdc++")]),
    .target(name: "CEL", dependencies: ["Base64", "CRE2", "Spelling"], swiftSettings: strict),

    .target(name: "Documents", dependencies: ["CLibYAML", "CProcess", "CSHA256", "Spelling"], swiftSettings: strict),
    .target(name: "Money", swiftSettings: strict),
    .target(name: "Catalog", dependencies: ["Documents", "Money"], swiftSettings: strict),
    .target(name: "Requests", dependencies: ["Documents", "Money", "Spelling"], swiftSettings: strict),
    .target(
      name: "Rules", dependencies: ["Catalog", "Documents", "Money", "Requests", "Spelling"], swiftSettings: strict),
    .target(
      name: "Costs", dependencies: ["Catalog", "Documents", "Money", "Requests", "Spelling"], swiftSettings: strict),
    .target(name: "Simulation", dependencies: ["CZlib"], swiftSettings: strict),
    .target(
      name: "WhatIf",
      dependencies: ["Catalog", "Costs", "Documents", "Money", "Requests", "Simulation", "Spelling"],
      swiftSettings: strict),
    .target(
      name: "Gate", dependencies: ["Catalog", "Costs", "Documents", "Policies", "Requests", "Rules", "Spelling"],
      swiftSettings: strict),
    .target(
      name: "Policies", dependencies: ["CEL", "Catalog", "Costs", "Documents", "Money", "Requests", "Spelling"],
      swiftSettings: strict),
    .target(
      name: "Reports",
      dependencies: [
        "CEL", "Catalog", "Costs", "Documents", "Gate", "Money", "Policies", "Requests", "Rules", "Simulation",
        "WhatIf",
      ],
      swiftSettings: strict),

    // What reads XML or knows the network; no module above can reach it.
    .target(name: "Ingest", dependencies: ["CLibXML2", "Catalog", "Documents", "Money"], swiftSettings: strict),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "HTTP", dependencies: ["Base64", "CCurl", "Documents"], swiftSettings: strict),
    .target(
      name: "ControlPlane",
      dependencies: [
        "Documents", "Gate", "HTTP", "Reports", "Requests", "Spelling",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),

    // What both programs share: arguments, streams, options, output files.
    .target(
      name: "Program",
      dependencies: [
        "CProcess", "Catalog", "Documents", "Gate", "Policies", "Reports", "Spelling",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // What decides: without network.
    .executableTarget(
      name: "tollgate",
      dependencies: [
        "CEL", "CProcess", "Catalog", "Costs", "Documents", "Gate", "Money", "Policies", "Program", "Reports",
        "Requests",
        "Rules",
        "Simulation", "Spelling", "WhatIf",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // What talks to the control plane; `tollgate` starts it.
    .executableTarget(
      name: "tollgate-remote",
      dependencies: [
        "Catalog", "ControlPlane", "Documents", "Gate", "HTTP", "Ingest", "Program", "Reports", "Requests",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "FakeControlPlane",
      dependencies: ["Documents", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Tests/FakeControlPlane", swiftSettings: strict),
    .executableTarget(
      name: "CELConformance", dependencies: ["CEL"], path: "Tests/CELConformance", swiftSettings: strict),
    .executableTarget(name: "CELBatch", dependencies: ["CEL"], path: "Tests/CELBatch", swiftSettings: strict),
    .executableTarget(
      name: "BlindClient", dependencies: ["HTTP"], path: "Tests/BlindClient", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Catalog", "Costs", "Documents", "Gate", "Ingest", "Requests"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "CELTests", dependencies: ["CEL"], swiftSettings: strict),
    .testTarget(
      name: "PoliciesTests",
      dependencies: ["CEL", "Costs", "Documents", "Gate", "Policies", "Reports", "Requests", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "MoneyTests", dependencies: ["Money"], swiftSettings: strict),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "Spelling", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "CatalogTests", dependencies: ["Catalog", "Money", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "IngestTests", dependencies: ["Catalog", "Documents", "Ingest", "Money", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "RequestsTests", dependencies: ["Requests", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "RulesTests", dependencies: ["Gate", "Rules", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "CostsTests", dependencies: ["Costs", "Money", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation"], swiftSettings: strict),
    .testTarget(
      name: "WhatIfTests",
      dependencies: ["Catalog", "Costs", "Documents", "Money", "Requests", "Simulation", "TestSupport", "WhatIf"],
      swiftSettings: strict),
    .testTarget(name: "GateTests", dependencies: ["Gate", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "CEL", "Costs", "Documents", "Money", "Policies", "Reports", "Requests", "Simulation", "TestSupport", "WhatIf",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HTTPTests", dependencies: ["Base64", "Documents", "FakeControlPlane", "HTTP", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ControlPlaneTests",
      dependencies: ["ControlPlane", "Documents", "FakeControlPlane", "Gate", "HTTP", "Requests", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["BlindClient", "FakeControlPlane", "TestSupport", "tollgate", "tollgate-remote"],
      swiftSettings: strict),
  ]
)
