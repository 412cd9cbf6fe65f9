public import Costs

/// What the changes since a revision of git do to the costs of the requests of a run.
public struct CostChange: Sendable {
  /// The revision, as it was named.
  public let revision: String
  /// The requests that could be compared.
  public let pairs: [CostDifferenceRun.Pair]
  /// How many could not.
  public let unpriced: Int
  /// What all of them cost more in the modes that they ask for.
  public let total: TotalDifference

  /// Whether no request costs more or less.
  public var isEmpty: Bool { pairs.allSatisfy(\.difference.isEmpty) }

  /// Compares the requests in those files below some paths that changed since the revision; the others cost what they did.
  /// - Throws: `GateError` for what cannot be used, and `IncomparableBills`.
  public init(since revision: String, paths: [String], _ options: CheckRun.Options) throws {
    var options = options
    // What exists is no part of a change.
    options.existing = []
    let files = try ChangedFiles(since: revision).requests(below: paths, since: revision)
    let difference = try CostDifferenceRun(
      old: CheckRun(files.old, options, mayBeEmpty: true), new: CheckRun(files.new, options, mayBeEmpty: true))
    self.revision = revision
    pairs = difference.pairs
    unpriced = max(difference.unpricedOld.count, difference.unpricedNew.count)
    total = difference.total
  }
}
