import Findings
import Requests

struct WorkloadNodeRange: Rule {
  static let code: RuleCode = "TG502"
  static let dimensions: RequestDimensions = .computeNodes
  static let name = "workload-node-range"
  static let severity = Severity.error
  static let isWaivable = false
  static let documentation = RuleDocumentation(
    checks: "The numbers of compute nodes are between 0 and 100,000.",
    why: """
      A number below zero has no meaning. More than 100,000 nodes is beyond what an EKS cluster supports (AWS, "Amazon \
      EKS enables ultra scale AI/ML workloads with support for 100K nodes per cluster", July 2025).
      """,
    example: "spec: {workload: {computeNodes: {min: -1, max: 8}}}",
    fixed: "spec: {workload: {computeNodes: {min: 0, max: 8}}}",
    fix: "Correct the number."
  )

  func check(_ draft: RequestDraft, in context: RuleContext) -> [Finding] {
    [draft.minimumNodes, draft.maximumNodes].compactMap { $0 }
      .filter { !Workload.nodeRange.contains($0.value) }
      .map { number in
        Finding(
          Self.self,
          number.value < 0
            ? "\(number.value) compute nodes are fewer than none"
            : "\(number.value) compute nodes are more than a cluster can have", at: number.place,
          help: ["write a number from 0 to \(Workload.nodeRange.upperBound)"])
      }
  }
}
