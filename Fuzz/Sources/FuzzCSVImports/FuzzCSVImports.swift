import ImportFuzzing

/// Imports the input, if it looks like CSV.
@main
enum FuzzCSVImports {
  static func main() { ImportFuzzing.main(.csv) }
}
