import CLibXML2

/// The setup that all uses of libxml2 share.
enum LibXML2 {
  /// Initializes the library once and prevents it from loading anything that a document references.
  static func prepare() { _ = prepared }

  private static let prepared: Void = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  /// The message of an error without its line break.
  static func message(of error: xmlError) -> String {
    guard let pointer = error.message else { return "the file is not well-formed XML" }
    let text = String(cString: pointer)
    return String(text.split(separator: "\n", maxSplits: 1).first ?? "the file is not well-formed XML")
  }
}
