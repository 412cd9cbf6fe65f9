import Findings
import Requests

struct InstanceTypesCarried: Rule {
  static let code: RuleCode = "TG802"
  static let dimensions: RequestDimensions = .instanceTypes
  static let name = "instance-types-carried"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "A request in the `direct` generation of the control plane's contract lists no instance types.",
    why: """
      That contract has no list of the instance types that a cluster may use. Users of the cluster could start others, at \
      other prices than those that the estimate and the policies know.
      """,
    example: "spec: {instanceTypes: [g6.xlarge]} # with generation: direct",
    fixed: "controlPlane: {generation: direct, accept: [instanceTypes]}",
    fix: """
      Accept it in tollgate.yaml with `controlPlane: {accept: [instanceTypes]}`, and limit the types in the control plane \
      or in the AWS account. `controlPlane: {send: [availableAccelerators]}` sends them too, in a field whose meaning is not \
      documented.
      """
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    guard !draft.instanceTypes.isEmpty, !context.contract.carries(.instanceTypes) else {
      return []
    }
    return [
      .lost(
        Self.self, "the `direct` generation of the contract does not carry the list of instance types", .instanceTypes,
        at: draft.instanceTypesPlace, help: "accept it in tollgate.yaml: `controlPlane: {accept: [instanceTypes]}`",
        context)
    ]
  }
}
