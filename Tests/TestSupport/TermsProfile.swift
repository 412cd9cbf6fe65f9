public import Costs
import Findings
import Foundation

/// The shipped cost profile with terms at its end.
public enum TermsProfile {
  /// Discounts, a markup, prices of one's own and another currency.
  public static func text() throws -> String {
    try [Repository.catalogPath + "/cost-profile.yaml", Repository.path + "/Tests/Bills/terms.yaml"]
      .map { try String(contentsOfFile: $0, encoding: .utf8) }.joined(separator: "\n")
  }

  /// The shipped profile with other text at its end.
  public static func profile(_ terms: String) throws -> CostProfile {
    let text = try String(contentsOfFile: Repository.catalogPath + "/cost-profile.yaml", encoding: .utf8)
    return try CostProfile(SourceFile(name: "p.yaml", text: text + "\n" + terms))
  }
}
