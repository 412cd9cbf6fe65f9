import CEL
import Findings

extension PolicySet {
  /// The keys of `metadata.labels` that the policies' expressions ask for while they judge a request, written there or not.
  package func labelsRead(of subject: PolicySubject) -> Set<String> {
    var labels: Set<String> = []
    for part in explain(subject).flatMap(\.parts) {
      for path in ReadPaths(part.trace).paths {
        let steps = path.steps
        if steps.count == 3, steps[..<2] == [.key("metadata"), .key("labels")], case .key(let label) = steps[2] {
          labels.insert(label)
        }
      }
    }
    return labels
  }
}
