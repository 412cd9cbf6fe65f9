import Catalog
import Findings
import Requests

/// An instance type of a request with its catalog data, looked up once for all rules.
final class RequestedType: Sendable {  // a class, so that rules do not copy it
  /// The name in the request.
  let name: Located<String>
  /// The type; nil if the catalog does not know it.
  let type: InstanceType?
  /// Whether the request's region offers it; `unknown` without a region.
  let offering: Offering

  init(_ name: Located<String>, in region: String?, _ catalog: Catalog) {
    self.name = name
    type = catalog.instanceTypes[name.value]
    offering = region.map { catalog.offering(of: name.value, in: $0) } ?? .unknown
  }

  /// The specification; nil if the catalog does not have it.
  var specification: Specification? { type?.specification }
}
