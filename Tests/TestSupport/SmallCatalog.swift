import Foundation
import Platform

/// A catalog of two regions and two instance types.
public enum SmallCatalog {
  /// The files of a small sound catalog.
  public static let files: [String: String] = [
    "regions.xml": """
    <regions as-of="2026-10-15">
      <region name="us-east-1" partition="aws" opt-in="false" description="US East"/>
      <region name="us-west-1" partition="aws" opt-in="false" description="US West"/>
    </regions>
    """,
    "instance-types.xml": """
    <instance-types as-of="2026-10-15">
      <type name="m5.large" vcpus="2" memory-mib="8192" architectures="x86_64" current-generation="true" bare-metal="false" burstable="false" network="Up to 10 Gigabit" usage-classes="on-demand spot">
        <offered regions="us-east-1"/>
      </type>
      <type name="p3.2xlarge"/>
    </instance-types>
    """,
    "quotas.xml": """
    <quotas as-of="2026-10-15">
      <quota code="L-1216C47A" name="Running On-Demand Standard instances" purchase="on-demand" default-vcpus="5" series="m"/>
    </quotas>
    """,
    "regions/us-east-1.xml": """
    <region name="us-east-1" as-of="2026-10-15" currency="USD">
      <offers as-of="2026-10-15">
        <offer type="m5.large" zones="use1-az1 use1-az2"/>
      </offers>
      <on-demand>
        <price type="m5.large" usd="0.096" status="list" as-of="2026-10-15" source="test"/>
      </on-demand>
      <services>
        <service name="EKS" usage="hours" unit="hour" usd="0.1" status="list" as-of="2026-10" source="test"/>
      </services>
    </region>
    """,
  ]

  /// A folder with the catalog, some of its files replaced; the manifest is that of what is written.
  public static func folder(replacing changes: [String: String] = [:], manifest: String? = nil) throws -> String {
    let folder = try Repository.temporaryFolder()
    try FileManager.default.createDirectory(atPath: folder + "/regions", withIntermediateDirectories: true)
    try write(to: folder, replacing: changes, manifest: manifest)
    try FileManager.default.copyItem(atPath: Repository.catalogPath + "/catalog.rng", toPath: folder + "/catalog.rng")
    return folder
  }

  /// Writes the files, some of them replaced, and the manifest of what is written.
  public static func write(
    to folder: String, replacing changes: [String: String] = [:], manifest: String? = nil
  ) throws {
    let files = files.merging(changes) { $1 }
    for (path, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + path)) }
    let entries = files.sorted { $0.key < $1.key }.map { path, text in
      "  <file path=\"\(path)\" sha256=\"\(Digest(sha256: text.utf8).hexadecimal)\"/>"
    }
    let text = manifest ?? "<manifest as-of=\"2026-10-15\">\n\(entries.joined(separator: "\n"))\n</manifest>"
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/manifest.xml"))
  }
}
