import Catalog
import Findings
import Requests

/// An instance type of a request and what the catalog knows of it, looked up once for all rules.
final class RequestedType: Sendable {  // a class, so that no rule copies it
  /// As the request names it.
  let name: Located<String>
  /// The type; nil for one that the catalog does not know.
  let type: InstanceType?
  /// Whether the request's region offers it; unknown without a region.
  let offering: Offering

  init(_ name: Located<String>, in region: String?, _ catalog: Catalog) {
    self.name = name
    type = catalog.instanceTypes[name.value]
    offering = region.map { catalog.offering(of: name.value, in: $0) } ?? .unknown
  }

  /// What it is made of; nil where the catalog does not say.
  var specification: Specification? { type?.specification }
}
