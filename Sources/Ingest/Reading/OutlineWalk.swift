/// The way of a reader through an outline: it enters and leaves places, and hands finished records to the consumer.
struct OutlineWalk: ~Copyable {
  private let outline: Outline
  // In memory of their own, so that nothing is counted or checked for each of millions of elements.
  private let children: UnsafeMutablePointer<Range<Int>>
  private let meanings: UnsafeMutablePointer<Outline.Meaning>
  private let names: UnsafeMutablePointer<UnsafeRawPointer?>
  private let consumer: any RecordConsumer
  /// The places from the document to the current one.
  private let stack: UnsafeMutablePointer<Int>
  private var depth = 1
  /// How many places were entered below the last known one.
  private var unknown = 0
  /// Whether a record was entered.
  private var isInRecord = false
  private var record = Record()
  /// Whether any known place was entered.
  private(set) var isRecognized = false
  private(set) var problem: ImportProblem?
  /// Whether the text that follows is a value.
  private(set) var isTextWanted = false

  /// The deepest nesting. That of a price list is 7.
  static let depthLimit = 256

  init(_ outline: Outline, _ consumer: any RecordConsumer) {
    self.outline = outline
    let count = outline.nodes.count
    children = .allocate(capacity: count)
    meanings = .allocate(capacity: count)
    names = .allocate(capacity: count)
    for (place, node) in outline.nodes.enumerated() {
      (children + place).initialize(to: node.children)
      (meanings + place).initialize(to: node.meaning)
    }
    names.initialize(repeating: nil, count: count)
    stack = .allocate(capacity: Self.depthLimit + 1)
    stack.initialize(repeating: 0, count: Self.depthLimit + 1)
    self.consumer = consumer
  }

  deinit {
    children.deallocate()
    meanings.deallocate()
    names.deallocate()
    stack.deallocate()
  }

  /// Remembers the pointers by which the reader knows names, so that they need not be compared.
  mutating func intern(_ pointer: (UnsafeBufferPointer<UInt8>) -> UnsafeRawPointer?) {
    for (place, node) in outline.nodes.enumerated() { names[place] = node.name.withUnsafeBufferPointer(pointer) }
  }

  /// The place below the current one whose name is at a pointer.
  func child(at pointer: UnsafeRawPointer) -> Int? {
    for place in children[stack[depth - 1]] where names[place] == pointer { return place }
    return nil
  }

  /// The place below the current one with a name.
  func child(named name: UnsafeRawBufferPointer) -> Int? {
    for place in children[stack[depth - 1]] {
      let known = outline.nodes[place].name
      if known.count == name.count, known.elementsEqual(name) { return place }
      if known == [UInt8(ascii: "*")] { return place }
    }
    return nil
  }

  /// Whether the reader is in a part that is passed over.
  var isOutside: Bool { unknown > 0 }

  /// Enters a place, or a part that is passed over.
  mutating func enter(_ place: Int?, named name: UnsafeRawBufferPointer = .empty) {
    guard unknown == 0, let place else {
      unknown += 1
      if unknown + depth > Self.depthLimit { problem = problem ?? ImportProblem("it is nested too deeply") }
      return
    }
    isRecognized = true
    switch meanings[place] {
    case .container: break
    case .field: isTextWanted = true
    case .group(let field): keep(name, field)
    case .record(let kind, let field):
      guard consumer.wants(kind, named: name) else {
        unknown = 1
        return
      }
      record.removeAll()
      isInRecord = true
      if let field { keep(name, field) }
    }
    // An outline is never as deep as the limit.
    stack[depth] = place
    depth += 1
  }

  /// Takes a part of the text of the current place.
  mutating func take(_ text: UnsafeRawBufferPointer) {
    guard isTextWanted, unknown == 0, !record.append(text) else { return }
    problem = problem ?? ImportProblem("a value has more than \(Record.valueLimit) bytes")
  }

  /// Leaves the current place.
  mutating func leave() {
    guard unknown == 0 else { return unknown -= 1 }
    guard depth > 1, problem == nil else { return }
    depth -= 1
    switch meanings[stack[depth]] {
    case .container, .group: break
    case .field(let field):
      isTextWanted = false
      end(field)
    case .record(let kind, _):
      isInRecord = false
      do throws(ImportProblem) { try consumer.take(record, kind) } catch { problem = error }
      record.removeAll()
    }
  }

  /// Takes a whole value below the current place.
  mutating func take(_ value: UnsafeRawBufferPointer, at place: Int) {
    guard case .field(let field) = meanings[place], problem == nil else { return }
    isRecognized = true
    keep(value, field)
  }

  private mutating func keep(_ value: UnsafeRawBufferPointer, _ field: Field) {
    guard record.append(value) else {
      problem = problem ?? ImportProblem("a value has more than \(Record.valueLimit) bytes")
      return
    }
    end(field)
  }

  private mutating func end(_ field: Field) {
    guard record.end(field) else {
      problem = problem ?? ImportProblem("a record has more than \(Record.entryLimit) values")
      return
    }
    guard !isInRecord else { return }
    let text = record.withLast { String(decoding: $0, as: UTF8.self) }
    record.removeAll()
    do throws(ImportProblem) { try consumer.take(text, field) } catch { problem = problem ?? error }
  }
}

extension UnsafeRawBufferPointer {
  static var empty: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}
