/// The way of a reader through an outline: it enters and leaves places, and hands finished records to the consumer.
struct OutlineWalk: ~Copyable {
  private let outline: Outline
  // In memory of their own, so that nothing is counted or checked for each of millions of elements.
  private let children: UnsafeMutablePointer<Range<Int>>
  private let meanings: UnsafeMutablePointer<Outline.Meaning>
  private let names: UnsafeMutablePointer<UnsafeRawPointer?>
  /// The child that probably comes next: records have their values in the same order.
  private let next: UnsafeMutablePointer<Int>
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
  private(set) var hasProblem = false
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
    next = .allocate(capacity: count)
    for (place, node) in outline.nodes.enumerated() {
      (children + place).initialize(to: node.children)
      (meanings + place).initialize(to: node.meaning)
      (next + place).initialize(to: node.children.lowerBound)
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
    next.deallocate()
    stack.deallocate()
  }

  /// Remembers the pointers by which the reader knows names, so that they need not be compared.
  mutating func intern(_ pointer: (UnsafeBufferPointer<UInt8>) -> UnsafeRawPointer?) {
    for (place, node) in outline.nodes.enumerated() { names[place] = node.name.withUnsafeBufferPointer(pointer) }
  }

  /// The place below the current one whose name is at a pointer.
  @inline(__always)
  private mutating func child(at pointer: UnsafeRawPointer) -> Int? {
    let parent = stack[depth - 1]
    let range = children[parent]
    let guess = next[parent]
    if guess < range.upperBound, names[guess] == pointer {
      next[parent] = guess &+ 1
      return guess
    }
    var place = range.lowerBound
    while place < range.upperBound {
      if names[place] == pointer {
        next[parent] = place &+ 1
        return place
      }
      place &+= 1
    }
    return nil
  }

  /// Enters the place below the current one whose name is at a pointer, or a part that is passed over.
  @inline(__always)
  mutating func enter(at name: UnsafeRawPointer) {
    guard unknown == 0, let place = child(at: name) else { return enter(nil) }
    guard case .field = meanings[place] else { return enter(place) }
    isTextWanted = true
    stack[depth] = place
    depth &+= 1
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
      if unknown + depth > Self.depthLimit { fail(ImportProblem("it is nested too deeply")) }
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
  @inline(__always)
  mutating func take(_ text: UnsafeRawBufferPointer) {
    guard isTextWanted, unknown == 0, !record.append(text) else { return }
    fail(ImportProblem("a value has more than \(Record.valueLimit) bytes"))
  }

  /// Leaves the current place. Returns false if there is a problem.
  @inline(__always)
  mutating func leave() -> Bool {
    guard unknown == 0 else {
      unknown &-= 1
      return !hasProblem
    }
    guard depth > 1, !hasProblem else { return !hasProblem }
    depth &-= 1
    if case .field(let field) = meanings[stack[depth]] {
      isTextWanted = false
      if isInRecord, record.end(field) { return true }
      endOutside(field)
    } else {
      leaveRecord()
    }
    return !hasProblem
  }

  private mutating func leaveRecord() {
    switch meanings[stack[depth]] {
    case .container, .group, .field: break
    case .record(let kind, _):
      isInRecord = false
      do throws(ImportProblem) { try consumer.take(record, kind) } catch { fail(error) }
      record.removeAll()
    }
  }

  private mutating func fail(_ error: ImportProblem) {
    problem = problem ?? error
    hasProblem = true
  }

  /// Takes a whole value below the current place.
  mutating func take(_ value: UnsafeRawBufferPointer, at place: Int) {
    guard case .field(let field) = meanings[place], problem == nil else { return }
    isRecognized = true
    keep(value, field)
  }

  private mutating func keep(_ value: UnsafeRawBufferPointer, _ field: Field) {
    guard record.append(value) else { return fail(ImportProblem("a value has more than \(Record.valueLimit) bytes")) }
    if isInRecord, record.end(field) { return }
    endOutside(field)
  }

  /// Ends a value outside of records, or one too many.
  private mutating func endOutside(_ field: Field) {
    guard !isInRecord, record.end(field) else {
      return fail(ImportProblem("a record has more than \(Record.entryLimit) values"))
    }
    let text = record.withLast { String(decoding: $0, as: UTF8.self) }
    record.removeAll()
    do throws(ImportProblem) { try consumer.take(text, field) } catch { fail(error) }
  }
}

extension UnsafeRawBufferPointer {
  static var empty: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }
}
