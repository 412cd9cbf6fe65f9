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
        "Catalog", "Documents", "Gate", "Reports", "Rules", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),

    .testTarget(name: "DocumentsTests", dependencies: ["Documents"], swiftSettings: strict),
    .testTarget(name: "MoneyTests", dependencies: ["Money"], swiftSettings: strict),
    .testTarget(name: "CatalogTests", dependencies: ["Catalog"], swiftSettings: strict),
    .testTarget(name: "RequestsTests", dependencies: ["Requests"], swiftSettings: strict),
    .testTarget(name: "RulesTests", dependencies: ["Gate", "Rules"], swiftSettings: strict),
    .testTarget(name: "CostsTests", dependencies: ["Costs"], swiftSettings: strict),
    .testTarget(name: "GateTests", dependencies: ["Gate"], swiftSettings: strict),
    .testTarget(name: "ReportsTests", dependencies: ["Reports"], swiftSettings: strict),
    .testTarget(name: "CommandLineTests", dependencies: ["tollgate"], swiftSettings: strict),
  ]
)
