/// The parts of a kind of document that are read: where records lie, and which values of theirs are kept. Everything else
/// is passed over.
///
/// A place is written as a path: `DescribeRegionsResponse/regionInfo/item`. In JSON, `[]` stands for each element of an
/// array and `*` for every member of an object.
struct Outline {
  /// What a place is.
  enum Meaning {
    /// It only leads to others.
    case container
    /// Its text is a value.
    case field(Field)
    /// A repeatable part of a record. Its name is kept as the first value of the part.
    case group(Field)
    /// A record; the field keeps its name in JSON.
    case record(RecordKind, name: Field?)
  }

  struct Node {
    var name: [UInt8]
    var meaning: Meaning = .container
    /// The places below it. They follow one another.
    var children = 0..<0
  }

  /// The places; the first is the whole document.
  private(set) var nodes: [Node] = []

  /// A record and the values that are kept of it.
  struct Record {
    let path: String
    let kind: RecordKind
    var name: Field?
    /// Paths below the record.
    var fields: [String: Field] = [:]
    /// Paths of repeatable parts.
    var groups: [String: Field] = [:]
  }

  /// Creates an outline of records, and of values outside of all records.
  init(_ records: [Record], values: [String: Field] = [:]) {
    var root = Draft()
    for record in records {
      root.set(.record(record.kind, name: record.name), at: record.path)
      for (path, field) in record.fields { root.set(.field(field), at: record.path + "/" + path) }
      for (path, field) in record.groups { root.set(.group(field), at: record.path + "/" + path) }
    }
    for (path, field) in values { root.set(.field(field), at: path) }
    nodes = [Node(name: [])]
    var next = [(place: 0, draft: root)]
    while let (place, draft) = next.first {
      next.removeFirst()
      nodes[place].meaning = draft.meaning
      nodes[place].children = nodes.count..<nodes.count + draft.children.count
      // Names in order, so that the outline does not depend on the hashes of this process; `*` comes last.
      let sorted = draft.children.sorted { ($0.key == "*" ? 1 : 0, $0.key) < ($1.key == "*" ? 1 : 0, $1.key) }
      for (name, child) in sorted {
        next.append((nodes.count, child))
        nodes.append(Node(name: Array(name.utf8)))
      }
    }
  }

  private struct Draft {
    var meaning = Meaning.container
    var children: [String: Draft] = [:]

    mutating func set(_ meaning: Meaning, at path: String) {
      set(meaning, at: path.split(separator: "/")[...])
    }

    private mutating func set(_ meaning: Meaning, at path: ArraySlice<Substring>) {
      guard let name = path.first else { return self.meaning = meaning }
      children[String(name), default: Draft()].set(meaning, at: path.dropFirst())
    }
  }
}
