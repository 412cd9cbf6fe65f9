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
    guard var line = text.split(separator: "\n", maxSplits: 1).first else { return "the file is not well-formed XML" }
    // Where elements are told without namespaces, the line of the opening tag is not known.
    let noLine = " line 0 and "
    if let tag = line.utf8.firstIndex(of: UInt8(ascii: ":")), line.hasPrefix("Opening and ending tag mismatch"),
      let place = line[tag...].split(separator: " ").dropFirst().first, line[place.endIndex...].hasPrefix(noLine)
    {
      line = line[..<place.endIndex] + " and " + line[place.endIndex...].dropFirst(noLine.count)
    }
    return String(line)
  }
}
