import CEL
import CRE2Search
import Foundation

/// A request, as a program has it before anybody looks at it.
struct Request: Structure, Encodable {
  var name = "ml-train-01"
  var roleARN = "arn:aws:iam::222222222222:role/lightning-byoc"
  var region = "eu-west-1"
  var instanceTypes = ["m5.xlarge", "g5.xlarge", "g5.2xlarge", "c6i.xlarge"]
  var monthlyCost = 3217.5
  var costSavings = true
  var tags = ["env": "dev", "team": "vision"]

  static let structureType = StructureType<Request>("Request") {
    Field("name") { $0.name }
    Field("role_arn") { $0.roleARN }
    Field("region") { $0.region }
    Field("instance_types") { $0.instanceTypes }
    Field("monthly_cost") { $0.monthlyCost }
    Field("cost_savings") { $0.costSavings }
    Field("tags") { $0.tags }
  }

  /// The request as a map, all of it converted.
  var map: Value {
    [
      "name": .string(name), "role_arn": .string(roleARN), "external_id": "lt-4f2c9e", "region": .string(region),
      "instance_types": instanceTypes.value, "monthly_cost": .double(monthlyCost), "cost_savings": .bool(costSavings),
      "tags": tags.value,
    ]
  }

  static let passing = Request()
  static let failing = Request(
    name: "ML_Train", roleARN: "arn:aws:iam::999999999999:role/x", region: "ap-south-1",
    instanceTypes: ["m5.xlarge", "x2iedn.32xlarge"], monthlyCost: 9100.25, costSavings: false)
}

/// The six rules, in CEL and by hand.
enum Policy {
  static let regions = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1"]
  static let instanceTypes = [
    "t3.medium", "t3.large", "m5.large", "m5.xlarge", "m5.2xlarge", "m6i.large", "m6i.xlarge", "c5.xlarge",
    "c6i.xlarge", "c6i.2xlarge", "r5.large", "r6i.xlarge", "g4dn.xlarge", "g4dn.2xlarge", "g5.xlarge", "g5.2xlarge",
    "p3.2xlarge", "p4d.24xlarge", "p5.48xlarge", "g6.xlarge",
  ]
  static let accounts = ["111111111111", "222222222222", "333333333333"]
  static let budget = 5000.0

  static let parameters: Value = [
    "regions": regions.value, "instance_types": instanceTypes.value, "budget": .double(budget),
    "accounts": accounts.value,
  ]

  static let rules = [
    "request.name.matches('^[a-z][a-z0-9-]{2,29}$')",
    "request.region in params.regions",
    "request.instance_types.all(t, t in params.instance_types)",
    "request.monthly_cost < params.budget",
    "params.accounts.exists(a, request.role_arn.startsWith('arn:aws:iam::' + a + ':role/'))",
    "request.tags.env != 'dev' || request.cost_savings",
  ]

  /// The policy as other engines take it.
  struct Exported: Encodable {
    struct Parameters: Encodable {
      let regions = Policy.regions
      let instanceTypes = Policy.instanceTypes
      let budget = Policy.budget
      let accounts = Policy.accounts
    }

    let rules = Policy.rules
    let parameters = Parameters()
    let requests = ["passes": Request.passing, "fails": Request.failing]
  }

  /// The parameters, the rules and both requests as JSON.
  static func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(Exported()), as: UTF8.self)
  }

  struct ByHand {
    nonisolated(unsafe) let pattern = re2_pattern("^[a-z][a-z0-9-]{2,29}$")
    let regions = Set(Policy.regions)
    let instanceTypes = Set(Policy.instanceTypes)

    func violations(_ request: Request) -> Int {
      var count = 0
      var name = request.name
      let isName = name.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { re2_search(pattern, $0.baseAddress, $0.count) }
      }
      if !isName { count += 1 }
      if !regions.contains(request.region) { count += 1 }
      if !request.instanceTypes.allSatisfy({ instanceTypes.contains($0) }) { count += 1 }
      if !(request.monthlyCost < budget) { count += 1 }
      if !accounts.contains(where: { request.roleARN.hasPrefix("arn:aws:iam::" + $0 + ":role/") }) { count += 1 }
      if !(request.tags["env"] != "dev" || request.costSavings) { count += 1 }
      return count
    }
  }
}
