/// The formats of `tollgate check`.
public enum CheckFormats: FormatNames {
  /// The formats, the usual one first.
  public static let all: [any CheckEmitter.Type] = [CheckText.self, CheckConcise.self, CheckJSON.self]

  /// Their names.
  public static var names: [String] { all.map { $0.name } }
}
