import Findings
import Platform

/// The profiles in the shared files of the AWS CLI and SDKs.
///
/// Source: "Configuration and credential file settings" in the AWS CLI user guide: sections in brackets, `profile` before the
/// name in the config file only, nested settings are indented, comments begin with `#` or `;`.
struct ProfileFiles {
  /// The settings of each profile.
  private(set) var profiles: [String: [String: String]] = [:]
  /// The files, for messages.
  let places: [String]

  private static let limit = 1_048_576

  /// Reads both files. One that does not exist has no profiles.
  /// - Throws: `AWSError.credentials` if a file cannot be read.
  init(environment: (String) -> String?) throws(AWSError) {
    let home = environment("HOME") ?? ""
    let config = Self.path(environment("AWS_CONFIG_FILE"), home: home, "config")
    let credentials = Self.path(environment("AWS_SHARED_CREDENTIALS_FILE"), home: home, "credentials")
    places = [credentials, config]
    try read(config, isConfig: true)
    // Where both have a key, that of the credentials file counts.
    try read(credentials, isConfig: false)
  }

  private static func path(_ named: String?, home: String, _ name: String) -> String {
    guard let named, !named.isEmpty else { return "\(home)/.aws/\(name)" }
    return named.hasPrefix("~/") ? home + named.dropFirst() : named
  }

  private mutating func read(_ path: String, isConfig: Bool) throws(AWSError) {
    guard FileReading.exists(path) else { return }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try FileReading.bytes(of: path, limit: Self.limit, allowingPipe: false) } catch {
      throw .credentials(place: "the profiles of AWS", problem: "\(error)", help: nil)
    }
    var profile: String?
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let text = String(decoding: line, as: UTF8.self)
      guard let first = text.utf8.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else { continue }
      // What is indented belongs to a nested setting, of which none is needed here.
      if first == 0x20 || first == 0x09 { continue }
      if first == UInt8(ascii: "[") {
        profile = Self.name(text, isConfig: isConfig)
        continue
      }
      guard let profile, let equals = text.firstIndex(of: "=") else { continue }
      let key = Self.trimmed(text[..<equals]).lowercased()
      profiles[profile, default: [:]][key] = Self.trimmed(text[text.index(after: equals)...])
    }
  }

  /// The profile that a section is of; nil for other sections, such as `[sso-session x]`.
  private static func name(_ line: String, isConfig: Bool) -> String? {
    guard let end = line.firstIndex(of: "]") else { return nil }
    let name = trimmed(line[line.index(after: line.startIndex)..<end])
    guard isConfig, name != "default" else { return name }
    guard name.hasPrefix("profile"), let gap = name.dropFirst(7).first, gap == " " || gap == "\t" else { return nil }
    let rest = trimmed(name.dropFirst(8))
    return rest.hasPrefix("\"") && rest.hasSuffix("\"") && rest.count > 1 ? String(rest.dropFirst().dropLast()) : rest
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) })
    else {
      return ""
    }
    return String(text[first...last])
  }
}
