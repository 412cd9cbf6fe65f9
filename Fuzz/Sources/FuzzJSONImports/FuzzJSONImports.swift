import ImportFuzzing

/// Imports the input, if it looks like JSON.
@main
enum FuzzJSONImports {
  static func main() { ImportFuzzing.main(.json) }
}
