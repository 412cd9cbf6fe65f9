import HTTP
import Subprocess

/// What of the environment an editor gets: everything but secrets. Editors load what others have written, and a crash of
/// theirs may leave all of it on the disk.
enum EditorEnvironment {
  /// The names of variables that hold secrets, or what leads to them, contain one of these.
  private static let marks = [
    "SECRET", "TOKEN", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "API_KEY", "APIKEY", "ACCESS_KEY",
    "PRIVATE_KEY",
    "EXTERNAL_ID", "EXTERNALID",
  ]

  /// Whether a variable is kept from an editor: one of the control plane's, one that is named like a secret, one that a
  /// request takes its external id from, one whose value holds a secret that is known, or a URL with a password.
  static func isWithheld(_ name: String, _ value: String, named: Set<String>, knowing redaction: Redaction) -> Bool {
    let upper = name.uppercased()
    return upper.hasPrefix("LIGHTNING_") || marks.contains { upper.contains($0) } || named.contains(name)
      || redaction.finds(in: value) || hasUserInformation(value)
  }

  private static func hasUserInformation(_ value: String) -> Bool {
    value.split(separator: "://").dropFirst().contains { rest in
      rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.contains("@")
    }
  }

  /// The environment for an editor.
  static func make(named: Set<String>, knowing redaction: Redaction) -> Environment {
    var withheld: [Environment.Key: String?] = [:]
    for (name, value) in EnvironmentVariables.all {
      guard isWithheld(name, value, named: named, knowing: redaction), let key = Environment.Key(rawValue: name) else {
        continue
      }
      withheld.updateValue(nil, forKey: key)
    }
    return Environment.inherit.updating(withheld)
  }
}
