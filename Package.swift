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
    .library(name: "Tollgate", targets: ["Gate", "Reports"]),
    .executable(name: "tollgate", targets: ["tollgate"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    .target(
      name: "Documents",
      dependencies: ["CLibYAML", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(name: "Money", swiftSettings: strict),
    .target(name: "Catalog", dependencies: ["CLibXML2", "Documents", "Money"], swiftSettings: strict),
    .target(name: "Requests", dependencies: ["Documents", "Money"], swiftSettings: strict),
    .target(name: "Rules", dependencies: ["Catalog", "Documents", "Money", "Requests"], swiftSettings: strict),
    .target(name: "Costs", dependencies: ["Catalog", "Documents", "Money", "Requests"], swiftSettings: strict),
    .target(name: "Gate", dependencies: ["Catalog", "Costs", "Documents", "Requests", "Rules"], swiftSettings: strict),
    .target(
      name: "Reports", dependencies: ["Catalog", "Costs", "Documents", "Gate", "Money", "Requests", "Rules"],
      swiftSettings: strict),
    .executableTarget(
      name: "tollgate",
      dependencies: [
        "Catalog", "Documents", "Gate", "Reports", "Rules",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["Catalog", "Costs", "Documents", "Gate", "Requests"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "MoneyTests", dependencies: ["Money"], swiftSettings: strict),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "CatalogTests", dependencies: ["Catalog", "Money", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "RequestsTests", dependencies: ["Requests", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "RulesTests", dependencies: ["Gate", "Rules", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "CostsTests", dependencies: ["Costs", "Money", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "GateTests", dependencies: ["Gate", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "ReportsTests", dependencies: ["Money", "Reports", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "CommandLineTests", dependencies: ["TestSupport", "tollgate"], swiftSettings: strict),
  ]
)
