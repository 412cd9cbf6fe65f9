import Platform

/// The address of a document, as clients name it: `file:///home/me/request.yaml`, or of another scheme for what is not a file.
struct DocumentURI: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  /// The address of a file.
  init(path: String) { text = "file://" + PercentEncoding.encoded(path: path) }

  /// The path of the file; nil for what is not a file of this machine.
  var path: String? {
    guard text.lowercased().hasPrefix("file://") else { return nil }
    var rest = Array(text.utf8.dropFirst("file://".utf8.count))[...]
    let local = Array("localhost/".utf8)
    if rest.starts(with: local) { rest = rest.dropFirst(local.count - 1) }
    return rest.first == UInt8(ascii: "/") ? PercentEncoding.decoded(path: rest) : nil
  }
}
