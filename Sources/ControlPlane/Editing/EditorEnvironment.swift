import HTTP
import Subprocess

/// The environment for an editor: everything but secrets. Editors load other people's plug-ins, and a crash may write
/// the whole environment to disk.
enum EditorEnvironment {
  /// Parts of the names of variables that contain secrets, or lead to them.
  private static let marks = [
    "SECRET", "TOKEN", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "API_KEY", "APIKEY", "ACCESS_KEY",
    "PRIVATE_KEY",
    "EXTERNAL_ID", "EXTERNALID",
  ]

  /// Whether a variable is withheld from an editor: the control plane's variables, those named like secrets, those that
  /// a request takes its external ID from, and those whose value is a URL with a password or contains a known secret.
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

  /// Creates the environment for an editor.
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
