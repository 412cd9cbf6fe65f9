/// The formats of `tollgate check`.
public enum CheckFormats: FormatNames {
  /// The formats, the usual one first.
  public static let all: [any CheckEmitter.Type] = [
    CheckText.self, CheckConcise.self, CheckJSON.self, CheckNDJSON.self, CheckSARIF.self, CheckJUnit.self,
    CheckCommands<GitHubCommands>.self, CheckGitLab.self, CheckCommands<AzureCommands>.self, CheckTAP.self,
    CheckRDJSON.self, CheckMarkdown.self,
    CheckHTML.self,
  ]

  /// Their names.
  public static var names: [String] { all.map { $0.name } }
}
