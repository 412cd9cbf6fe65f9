import CEL
import Catalog
import Costs

/// How many vCPUs of a quota a cluster needs: `cost.selected.vcpus['L-1216C47A'].high`.
struct VCPURangeValue: Structure {
  let vcpus: Bounds<Int>

  static let structureType = StructureType<VCPURangeValue>("cost.vcpus") {
    Field("low") { $0.vcpus.low }
    Field("expected") { $0.vcpus.expected }
    Field("high") { $0.vcpus.high }
  }
}

/// The cost of a cluster in one mode, and what it needs besides money.
struct ModeValue: Structure {
  let estimate: Estimate
  let what: String

  static let structureType = StructureType<ModeValue>("cost.mode") {
    Field("hourly") { $0.range(.hour) }
    Field("daily") { $0.range(.day) }
    Field("monthly") { $0.range(.month) }
    Field("vcpus", .map(.string, VCPURangeValue.valueType)) { $0.vcpus }
  }

  private func range(_ period: Period) -> RangeValue {
    RangeValue(total: estimate.total, period: period, what: what, isSaving: false)
  }

  /// The vCPUs by the code of the quota. Without those of a type whose quota is unknown they would be too few: then `has()` is
  /// false, and reading them is an error.
  private var vcpus: Value {
    let need = estimate.vcpus
    guard need.uncounted.isEmpty else {
      let types = need.uncounted.map { "`\($0)`" }.joined(separator: ", ")
      return .error(
        EvaluationError(
          .noSuchField, "the vCPUs of \(what) are not known: the catalog lacks the quota or the vCPUs of \(types)"))
    }
    return .map(
      ValueMap(
        Dictionary(
          need.total.map { ($0.quota.code, VCPURangeValue(vcpus: $0.vcpus).value) },
          uniquingKeysWith: { first, _ in first })))
  }
}
