/// Options of the cost profile that a command asks for besides those of the configuration.
public struct CostOptions: Sendable {
  /// Their names.
  public var names: [String]
  /// Whether the profile may lack some, as an older one may.
  public var mayBeMissing = false

  /// Asks for some options.
  public init(_ names: [String] = []) { self.names = names }
}
