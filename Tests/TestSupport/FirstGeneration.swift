public import Catalog
public import Costs
import Requests

extension Estimator {
  /// An estimator of clusters of the first generation, which nearly all tests are about.
  public init(profile: CostProfile, catalog: Catalog) {
    self.init(profile: profile, catalog: catalog, generation: .kubernetes)
  }
}
