import ArgumentParser
import Findings
import Money
import Requests

/// `KEY=VALUE`: a label of a request.
struct LabelArgument: ExpressibleByArgument {
  let key: String
  let value: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    (key, value) = (String(parts[0]), String(parts[1]))
  }
}

/// `min=1,max=8,load=0.5`, or some of it: the workload of a request.
struct WorkloadArgument: ExpressibleByArgument {
  let usage: RequestParts.Usage

  init?(argument: String) {
    var usage = RequestParts.Usage()
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2 else { return nil }
      switch pair[0] {
      case "min" where usage.minimumNodes == nil:
        guard let number = Int(pair[1]) else { return nil }
        usage.minimumNodes = number
      case "max" where usage.maximumNodes == nil:
        guard let number = Int(pair[1]) else { return nil }
        usage.maximumNodes = number
      case "load" where usage.load == nil:
        guard let load = Quantity(pair[1]) else { return nil }
        usage.load = "\(load)"
      default: return nil
      }
    }
    self.usage = usage
  }

  /// The usage with what the argument does not say from another one.
  func over(_ base: RequestParts.Usage) -> RequestParts.Usage {
    var usage = base
    usage.minimumNodes = self.usage.minimumNodes ?? base.minimumNodes
    usage.maximumNodes = self.usage.maximumNodes ?? base.maximumNodes
    usage.load = self.usage.load ?? base.load
    return usage
  }
}
