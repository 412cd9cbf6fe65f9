// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "tollgate",
  products: [
    .library(name: "CEL", targets: ["CEL"]),
    .library(name: "Simulation", targets: ["Queueing", "Simulation"]),
    .library(name: "Tollgate", targets: ["Gate", "Reports"]),
    .library(name: "Ingest", targets: ["Ingest"]),
    .executable(name: "tollgate", targets: ["tollgate"]),
    .executable(name: "tollgate-remote", targets: ["tollgate-remote"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),

    // From libcrypto, linked statically.
    .systemLibrary(name: "CSHA256", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CYajl", providers: [.apt(["libyajl-dev"])]),
    .target(name: "Gzip", dependencies: ["CZlib"], swiftSettings: strict),

    .target(name: "Base64", swiftSettings: strict),
    .target(name: "Gregorian", swiftSettings: strict),
    .target(name: "Spelling", swiftSettings: strict),

    // The arguments of the process, where Swift would ask /proc.
    .target(name: "CProcess"),

    // The Common Expression Language; knows nothing of clusters.
    .target(
      name: "CRE2", linkerSettings: [.linkedLibrary(":libre2.a"), .linkedLibrary("stdc++")]),
    .target(name: "CEL", dependencies: ["Base64", "CRE2", "Gregorian", "Spelling"], swiftSettings: strict),

    .target(name: "Platform", dependencies: ["CProcess", "CSHA256", "Gregorian"], swiftSettings: strict),
    .target(name: "Findings", dependencies: ["Platform", "Spelling"], swiftSettings: strict),
    .target(name: "Documents", dependencies: ["CLibYAML", "Findings", "Platform", "Spelling"], swiftSettings: strict),
    .target(name: "Money", swiftSettings: strict),
    .target(name: "Catalog", dependencies: ["Findings", "Money", "Platform"], swiftSettings: strict),
    .target(
      name: "Requests", dependencies: ["Documents", "Findings", "Money", "Platform", "Spelling"], swiftSettings: strict),
    // Formulas of queues; knows nothing of money or clusters.
    .target(name: "Queueing", swiftSettings: strict),
    .target(
      name: "Costs",
      dependencies: ["Catalog", "Documents", "Findings", "Money", "Platform", "Queueing", "Requests", "Spelling"],
      swiftSettings: strict),
    .target(
      name: "Rules",
      dependencies: ["Catalog", "Costs", "Documents", "Findings", "Money", "Platform", "Requests", "Spelling"],
      swiftSettings: strict),
    .target(name: "Simulation", dependencies: ["Gregorian", "Gzip", "Queueing"], swiftSettings: strict),
    .target(
      name: "WhatIf",
      dependencies: [
        "Catalog", "Costs", "Documents", "Findings", "Money", "Platform", "Queueing", "Requests", "Simulation",
        "Spelling",
      ],
      swiftSettings: strict),
    .target(
      name: "Gate",
      dependencies: [
        "Catalog", "Costs", "Documents", "Findings", "Money", "Platform", "Policies", "Requests", "Rules", "Spelling",
        "Simulation", "WhatIf",
      ],
      swiftSettings: strict),
    .target(
      name: "Policies",
      dependencies: [
        "CEL", "Catalog", "Costs", "Documents", "Findings", "Money", "Platform", "Requests", "Rules", "Spelling",
      ],
      swiftSettings: strict),
    .target(
      name: "Reports",
      dependencies: [
        "CEL", "Catalog", "Costs", "Documents", "Findings", "Gate", "Money", "Platform", "Policies", "Queueing",
        "Requests", "Rules", "Simulation", "Spelling", "WhatIf",
      ],
      swiftSettings: strict),

    // What editors ask about documents.
    .target(
      name: "LanguageServer",
      dependencies: [
        "CEL", "Catalog", "Costs", "Documents", "Findings", "Gate", "Platform", "Policies", "Reports", "Requests",
        "Rules", "Spelling",
      ],
      swiftSettings: strict),

    // What reads XML or knows the network; no module above can reach it.
    .target(
      name: "Ingest",
      dependencies: ["CLibXML2", "CProcess", "CYajl", "Catalog", "Findings", "Gzip", "Money", "Platform"],
      swiftSettings: strict),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(
      name: "HTTP", dependencies: ["Base64", "CCurl", "Findings", "Platform"], swiftSettings: strict),
    // AWS's own services: credentials, EC2's Query API, price lists.
    .target(
      name: "AWS", dependencies: ["CProcess", "Catalog", "Documents", "Findings", "HTTP", "Ingest", "Platform"],
      swiftSettings: strict),
    .target(
      name: "ControlPlane",
      dependencies: [
        "Documents", "Findings", "Gate", "HTTP", "Platform", "Requests", "Spelling",
      ],
      swiftSettings: strict),
    .target(
      name: "SubmissionReports",
      dependencies: ["ControlPlane", "Documents", "Findings", "Gate", "HTTP", "Platform", "Reports", "Requests"],
      swiftSettings: strict),

    // What both programs share: arguments, streams, options, output files.
    .target(
      name: "Program",
      dependencies: [
        "CProcess", "Catalog", "Findings", "Gate", "Platform", "Reports", "Requests", "Spelling",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // What decides: without network.
    .executableTarget(
      name: "tollgate",
      dependencies: [
        "CEL", "CProcess", "Catalog", "Costs", "Documents", "Findings", "Gate", "LanguageServer", "Money", "Platform",
        "Policies", "Program", "Reports", "Requests", "Rules", "Simulation", "Spelling", "WhatIf",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // What talks to the control plane; `tollgate` starts it.
    .executableTarget(
      name: "tollgate-remote",
      dependencies: [
        "AWS", "Catalog", "ControlPlane", "Costs", "Findings", "Gate", "HTTP", "Ingest", "Money", "Platform",
        "Policies",
        "Program", "Reports", "Requests", "Rules", "SubmissionReports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Both programs and the control plane of the demonstration under one name: `swift build` takes one, and several builds
    // leave a core idle at the end of each.
    .target(
      name: "Programs", dependencies: ["FakeControlPlane", "tollgate", "tollgate-remote"], path: "Tools/Programs",
      swiftSettings: strict),

    .executableTarget(
      name: "FakeControlPlane",
      dependencies: [
        "Documents", "Findings", "Platform", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/FakeControlPlane", swiftSettings: strict),
    .executableTarget(
      name: "CELConformance", dependencies: ["CEL"], path: "Tests/CELConformance", swiftSettings: strict),
    .executableTarget(name: "CELBatch", dependencies: ["CEL"], path: "Tests/CELBatch", swiftSettings: strict),
    .executableTarget(
      name: "BlindClient", dependencies: ["HTTP"], path: "Tests/BlindClient", swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: ["Catalog", "Costs", "Documents", "Findings", "Gate", "Ingest", "Platform", "Requests", "Rules"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "CELTests", dependencies: ["CEL"], swiftSettings: strict),
    .testTarget(
      name: "PoliciesTests",
      dependencies: [
        "CEL", "Costs", "Documents", "Findings", "Gate", "Platform", "Policies", "Reports", "Requests", "Rules",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(name: "MoneyTests", dependencies: ["Money"], swiftSettings: strict),
    .testTarget(name: "GregorianTests", dependencies: ["Gregorian"], swiftSettings: strict),
    .testTarget(name: "SpellingTests", dependencies: ["Spelling"], swiftSettings: strict),
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "FindingsTests", dependencies: ["Findings", "Platform"], swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Findings", "Platform", "Spelling", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "CatalogTests", dependencies: ["Catalog", "Money", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "IngestTests",
      dependencies: ["Catalog", "Ingest", "Money", "Platform", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RequestsTests", dependencies: ["Documents", "Findings", "Requests", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "RulesTests",
      dependencies: [
        "Catalog", "Costs", "Documents", "Findings", "Gate", "Platform", "Requests", "Rules", "TestSupport", "WhatIf",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CostsTests",
      dependencies: ["Catalog", "Costs", "Findings", "Money", "Queueing", "Requests", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "QueueingTests", dependencies: ["Queueing", "Simulation"], swiftSettings: strict),
    .testTarget(name: "SimulationTests", dependencies: ["Gzip", "Queueing", "Simulation"], swiftSettings: strict),
    .testTarget(
      name: "WhatIfTests",
      dependencies: [
        "Catalog", "Costs", "Findings", "Money", "Queueing", "Requests", "Simulation", "TestSupport", "WhatIf",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GateTests",
      dependencies: [
        "Catalog", "Costs", "Documents", "Findings", "Gate", "Money", "Platform", "Policies", "Requests", "Rules",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SchemaTests",
      dependencies: [
        "Costs", "Documents", "Findings", "Gate", "Policies", "Requests", "Rules", "TestSupport", "WhatIf",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "CEL", "Catalog", "Costs", "Documents", "Findings", "Gate", "Money", "Platform", "Policies", "Reports",
        "Requests", "Rules", "Simulation", "TestSupport", "WhatIf",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: ["Catalog", "Documents", "Findings", "LanguageServer", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "HTTPTests",
      dependencies: ["Base64", "Documents", "FakeControlPlane", "Findings", "HTTP", "Platform", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ControlPlaneTests",
      dependencies: [
        "ControlPlane", "Documents", "FakeControlPlane", "Findings", "Gate", "HTTP", "Reports", "Requests",
        "SubmissionReports", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["BlindClient", "FakeControlPlane", "TestSupport", "tollgate", "tollgate-remote"],
      swiftSettings: strict),
  ]
)
