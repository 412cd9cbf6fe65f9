import Findings

/// Rules whose codes begin with the same digit are about the same part of a request.
enum RuleFamily: Character {
  case document = "0"
  case name = "1"
  case identity = "2"
  case region = "3"
  case instanceType = "4"
  case cost = "5"
  case exception = "6"
  case policy = "7"
  case contract = "8"
  case quota = "9"

  /// The family of a rule; nil for the code of a policy.
  init?(of code: RuleCode) {
    guard !code.isOfPolicy, let digit = code.description.dropFirst(2).first else { return nil }
    self.init(rawValue: digit)
  }

  /// What its rules are about.
  var title: String {
    switch self {
    case .document: "TG0xx: documents"
    case .name: "TG1xx: the name and the labels"
    case .identity: "TG2xx: the role and the external id"
    case .region: "TG3xx: the region"
    case .instanceType: "TG4xx: instance types"
    case .cost: "TG5xx: workload and cost"
    case .exception: "TG6xx: exceptions of policies, and the baseline"
    case .policy: "TG7xx: policies"
    case .contract: "TG8xx: the contract of the control plane"
    case .quota: "TG9xx: the quotas of the AWS account"
    }
  }
}
