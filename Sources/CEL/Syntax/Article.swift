/// The name of a type in a sentence: `an int`, `a uint`.
func article(_ name: some CustomStringConvertible) -> String {
  let name = name.description
  return ("aeio".utf8.contains(name.utf8.first ?? 0) ? "an " : "a ") + name
}
