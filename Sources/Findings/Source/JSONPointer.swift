/// The address of a node in its document (RFC 6901).
///
/// Kept as a chain that shares its beginnings, so that a deep or wide document costs one link per node.
public struct JSONPointer: Sendable, CustomStringConvertible {
  /// One step from a node to a node inside it.
  public enum Step: Sendable, Hashable {
    /// The member of a mapping.
    case key(String)
    /// The element of a sequence, counted from 0.
    case index(Int)
  }

  private final class Link: Sendable {
    let parent: Link?
    let step: Step

    init(parent: Link?, step: Step) {
      self.parent = parent
      self.step = step
    }
  }

  private let last: Link?

  /// The whole document.
  public static let root = JSONPointer(last: nil)

  private init(last: Link?) { self.last = last }

  /// The address that these steps lead to.
  public init(_ steps: [Step]) { self = steps.reduce(.root) { $0.appending($1) } }

  /// The address one step further inside.
  public func appending(_ step: Step) -> JSONPointer { JSONPointer(last: Link(parent: last, step: step)) }

  /// The member of a mapping.
  public func appending(key: String) -> JSONPointer { appending(.key(key)) }

  /// The element of a sequence, counted from 0.
  public func appending(index: Int) -> JSONPointer { appending(.index(index)) }

  /// The steps from the document's root.
  public var steps: [Step] {
    var steps: [Step] = []
    var link = last
    while let current = link {
      steps.append(current.step)
      link = current.parent
    }
    return steps.reversed()
  }

  /// The address of the node around this one; nil for the whole document.
  public var parent: JSONPointer? { last.map { JSONPointer(last: $0.parent) } }

  /// The number of steps.
  public var depth: Int {
    var depth = 0
    var link = last
    while let current = link {
      depth += 1
      link = current.parent
    }
    return depth
  }

  /// Whether this is another node, or one inside it.
  public func isAtOrBelow(_ other: JSONPointer) -> Bool { steps.starts(with: other.steps) }

  /// The pointer's text: `/spec/instanceTypes/0`.
  public var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .index(let index): text += "/\(index)"
      case .key(let key): text += "/" + Self.escaped(key)
      }
    }
  }

  private static func escaped(_ key: String) -> String {
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
    return key.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

extension JSONPointer: Hashable {
  /// Whether two pointers name the same node.
  public static func == (one: JSONPointer, other: JSONPointer) -> Bool {
    one.last === other.last || one.steps == other.steps
  }

  /// Hashes the pointer's steps.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(steps)
  }
}
