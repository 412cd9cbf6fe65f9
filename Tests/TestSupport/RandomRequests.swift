import Foundation

/// Requests at random, as an organisation has them: of several teams, accounts and regions, in both modes, some without a
/// label, some with a load that cost-savings mode cannot carry, and some of a type without a price.
public enum RandomRequests {
  /// The documents of some requests, one after the other; a seed always gives the same ones.
  public static func documents(_ count: Int, seed: UInt64, withUnknownPrices: Bool = true) -> [String] {
    var generator = SeededGenerator(seed: seed)
    func one(of choices: [String]) -> String { choices.randomElement(using: &generator) ?? "" }
    return (0..<count).map { number in
      let team = one(of: ["team: vision", "team: language", "team: platform", "owner: nobody"])
      let rare = withUnknownPrices && Int.random(in: 0..<20, using: &generator) == 0
      return """
        apiVersion: tollgate/v1
        kind: ClusterRequest
        metadata:
          name: \(one(of: ["train", "job"]))-\(number)
          labels: {\(team), environment: \(one(of: ["dev", "production"]))}
        spec:
          region: \(one(of: ["us-east-1", "us-west-2", "eu-central-1"]))
          roleArn: arn:aws:iam::\(one(of: ["123456789012", "210987654321"])):role/lightning-byoc
          externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}
          instanceTypes: [\(rare ? "cg1.4xlarge" : one(of: ["m7i.xlarge", "c7i.large", "g5.xlarge", "m7i.large"]))]
          costSavings: \(one(of: ["true", "false"]))
          workload: {computeNodes: {min: 1, max: 8}, load: \(one(of: ["0.1", "0.3", "0.5", "2"]))}

        """
    }
  }

  /// A file of documents in a folder.
  public static func write(_ documents: [String], _ name: String = "requests.yaml", in folder: String) throws -> String
  {
    let path = folder + "/" + name
    try documents.joined(separator: "---\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}
