import HTTP

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

  /// The environment for an editor.
  static func make(named: Set<String>, knowing redaction: Redaction) -> [(name: String, value: String)] {
    EnvironmentVariables.all.filter { !isWithheld($0.name, $0.value, named: named, knowing: redaction) }
  }
}
