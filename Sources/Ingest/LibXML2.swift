import CLibXML2

/// What all uses of libxml2 share.
enum LibXML2 {
  /// Initialises the library once and forbids it to load anything that a document names.
  static func prepare() { _ = prepared }

  private static let prepared: Void = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  /// An error's message without its line break.
  static func message(of error: xmlError) -> String {
    guard let pointer = error.message else { return "the file is not well-formed XML" }
    let text = String(cString: pointer)
    return String(text.split(separator: "\n", maxSplits: 1).first ?? "the file is not well-formed XML")
  }
}
