/// The name of a type in a sentence: `an int`, `a uint`.
func article(_ name: some CustomStringConvertible) -> String {
  let name = name.description
  // The only value of its type says it better.
  if name == "null_type" { return "null" }
  return ("aeio".utf8.contains(name.utf8.first ?? 0) ? "an " : "a ") + name
}
