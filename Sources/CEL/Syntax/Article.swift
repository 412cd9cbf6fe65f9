/// The name of a type with its article: `an int`, `a uint`.
func article(_ name: some CustomStringConvertible) -> String {
  let name = name.description
  // The only value of the type reads better.
  if name == "null_type" { return "null" }
  return ("aeio".utf8.contains(name.utf8.first ?? 0) ? "an " : "a ") + name
}
