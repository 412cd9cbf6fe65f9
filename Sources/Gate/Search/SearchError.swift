public import Findings

/// Why there is nothing to search around a request.
public enum SearchError: Error {
  /// A file is not YAML or JSON.
  case unreadable(RequestFiles)
  /// There are several requests.
  case several(count: Int)
  /// The request lacks something, or something in it is of the wrong type: the errors among its findings.
  case incomplete([Finding], RequestFiles)
  /// The request lists more types than a search takes.
  case manyTypes(count: Int, most: Int)
  /// The catalog does not know the region: what denies the request.
  case unknownRegion([Finding], RequestFiles)
}
