import Costs
public import Findings
public import Gate

/// A verdict in one line.
public enum VerdictLine {
  /// What a request costs in the mode that it asks for, and the saving; or that the cost is not known.
  public static func cost(_ verdict: Verdict) -> PrintableText {
    guard let comparison = verdict.bills?.reported, let request = verdict.request else {
      return "its cost is not known: the request is not complete"
    }
    return "\(BillReport(request, comparison).line)"
  }
}
