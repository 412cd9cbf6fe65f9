import ImportFuzzing

/// Imports the input, if it looks like XML.
@main
enum FuzzXMLImports {
  static func main() { ImportFuzzing.main(.xml) }
}
