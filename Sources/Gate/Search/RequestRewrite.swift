import Documents
public import Findings
public import Requests

/// Writes other values into the file of a request, keeping its comments and its layout.
///
/// What is written is read again: unless the file then holds exactly the request that was meant, and all others as they were, it is
/// refused.
public struct RequestRewrite {
  /// A text in place of some bytes.
  private struct Splice {
    let bytes: Range<Int>
    let text: String

    /// Nil where the end comes before the start: an alias stands where its anchor is.
    init?(_ start: Int, _ end: Int, _ text: String) {
      guard start <= end else { return nil }
      (bytes, self.text) = (start..<end, text)
    }
  }

  private let source: SourceFile
  private let draft: RequestDraft
  private let change: RequestChange
  /// The changes; nil stands for one that cannot be made.
  private var splices: [Splice?] = []

  /// The file of a request with other values in it; nil if they cannot be written without changing anything else, as where an alias
  /// stands for a value.
  public static func file(_ source: SourceFile, of draft: RequestDraft, to change: RequestChange) -> SourceFile? {
    var rewrite = RequestRewrite(source: source, draft: draft, change: change)
    rewrite.collect()
    guard let file = rewrite.spliced, rewrite.isRight(file) else { return nil }
    return file
  }

  private init(source: SourceFile, draft: RequestDraft, change: RequestChange) {
    (self.source, self.draft, self.change) = (source, draft, change)
  }

  private mutating func collect() {
    if let region = draft.region, region.value != change.region { replace(region, with: change.region) }
    if let mode = draft.costSavings, mode.value != change.costSavings { replace(mode, with: "\(change.costSavings)") }
    collectTypes()
    collectNodes()
  }

  // MARK: Values

  /// Puts a text in the place of a value, within its quotes if it has some.
  private mutating func replace<Value: LosslessStringConvertible>(_ value: Located<Value>, with text: String) {
    let place = value.place
    guard let start = place.textStart?.offset else {
      splices.append(Splice(place.range.start.offset, place.range.end.offset, text))
      return
    }
    splices.append(Splice(start, start + value.value.description.utf8.count, text))
  }

  private mutating func collectTypes() {
    let (old, new) = (draft.instanceTypes, change.instanceTypes)
    guard old.map(\.value) != new else { return }
    if old.count == new.count {
      for (one, type) in zip(old, new) where one.value != type { replace(one, with: type) }
      return
    }
    var kept: [Int] = []
    for (index, type) in old.enumerated() where new.contains(type.value) {
      if !kept.contains(where: { old[$0].value == type.value }) { kept.append(index) }
    }
    // A type that is new takes the place of one that goes.
    for type in new where !old.contains(where: { $0.value == type }) {
      let free = old.indices.filter { !kept.contains($0) }
      guard let place = free.first(where: { !new.contains(old[$0].value) }) ?? free.first else { continue }
      replace(old[place], with: type)
      kept.append(place)
    }
    kept.sort()
    for index in old.indices where !kept.contains(index) { remove(index, keeping: kept) }
  }

  /// Removes an element of the list of types, with what separates it from the others.
  private mutating func remove(_ index: Int, keeping kept: [Int]) {
    let types = draft.instanceTypes
    let range = types[index].place.range
    let (start, end) = (range.start.offset, range.end.offset)
    let line = lineStart(of: start)
    let before = source.bytes[line..<start]
    if before.contains(UInt8(ascii: "-")), before.allSatisfy({ " -".utf8.contains($0) }) {
      // A line of its own, with the comment about it.
      let next = source.bytes[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? source.bytes.count
      splices.append(Splice(line, next, ""))
    } else if let last = kept.last(where: { $0 < index }) {
      let previous = types[(last..<index).last ?? last].place.range.end.offset
      splices.append(Splice(previous, end, ""))
    } else if index + 1 < types.count {
      splices.append(Splice(start, types[index + 1].place.range.start.offset, ""))
    }
  }

  // MARK: Nodes

  private mutating func collectNodes() {
    if let minimum = draft.minimumNodes, let maximum = draft.maximumNodes {
      if minimum.value != change.minimumNodes { replace(minimum, with: "\(change.minimumNodes)") }
      if maximum.value != change.maximumNodes { replace(maximum, with: "\(change.maximumNodes)") }
      return
    }
    let standard = Workload.standard
    guard change.minimumNodes != standard.minimumNodes || change.maximumNodes != standard.maximumNodes else { return }
    if let load = draft.load {
      insert(after: load.place) { [self] in "\($0("computeNodes")): \(nodes($0))" }
    } else if let mode = draft.costSavings {
      insert(after: mode.place) { [self] in "\($0("workload")): {\($0("computeNodes")): \(nodes($0))}" }
    }
  }

  private func nodes(_ key: (String) -> String) -> String {
    "{\(key("min")): \(change.minimumNodes), \(key("max")): \(change.maximumNodes)}"
  }

  /// Inserts a field after a value: on a line of its own if the value has one, else after a comma.
  private mutating func insert(after place: Place, _ field: ((String) -> String) -> String) {
    let (start, end) = (place.range.start.offset, place.range.end.offset)
    let line = lineStart(of: start)
    let before = source.bytes[line..<start]
    let isQuoted = before.contains(UInt8(ascii: "\""))
    let text = field { isQuoted ? "\"\($0)\"" : $0 }
    if before.contains(where: { "{[,\"".utf8.contains($0) }) {
      splices.append(Splice(end, end, ", " + text))
      return
    }
    let indent = before.prefix { $0 == UInt8(ascii: " ") }.count
    let next = source.bytes[end...].firstIndex { "\r\n".utf8.contains($0) } ?? source.bytes.count
    let ending = source.bytes[next...].first == UInt8(ascii: "\r") ? "\r\n" : "\n"
    splices.append(Splice(next, next, ending + String(repeating: " ", count: indent) + text))
  }

  private func lineStart(of offset: Int) -> Int {
    (source.bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
  }

  // MARK: The result

  /// The file with every change; nil if two overlap.
  private var spliced: SourceFile? {
    var bytes: [UInt8] = []
    var end = 0
    let all = splices.compactMap(\.self)
    guard all.count == splices.count else { return nil }
    for splice in all.sorted(by: { $0.bytes.lowerBound < $1.bytes.lowerBound }) {
      guard splice.bytes.lowerBound >= end, splice.bytes.upperBound <= source.bytes.count else { return nil }
      bytes += source.bytes[end..<splice.bytes.lowerBound] + Array(splice.text.utf8)
      end = splice.bytes.upperBound
    }
    bytes += source.bytes[end...]
    return SourceFile(name: source.name, bytes: bytes, firstLine: source.firstLine)
  }

  /// Whether a file has the request as it was meant, and every other one as it was.
  private func isRight(_ file: SourceFile) -> Bool {
    let (old, new) = (RequestFiles([source]), RequestFiles([file]))
    guard new.syntaxErrors.isEmpty, old.drafts.count == new.drafts.count else { return false }
    return zip(old.drafts, new.drafts).allSatisfy { old, new in
      let isMeant = old.place == draft.place
      let wanted = isMeant ? draft.applying(change) : old
      return new.findings.map(\.code) == wanted.findings.map(\.code)
        && new.complete?.canonicalForm == wanted.complete?.canonicalForm
    }
  }
}
