import CYajl
import Findings

/// Reads the records of a JSON document (RFC 8259) through yajl's push parser, which checks syntax and UTF-8.
enum JSONRecords {
  /// The state that the parser's callbacks share.
  private struct State: ~Copyable {
    var walk: OutlineWalk
    /// The place that the last name leads to.
    var next: Int?
    /// The last name, if `next` is a place with any name.
    var name: [UInt8] = []
    /// For each object or array that is open, whether it is an array.
    var arrays: [Bool] = []

    init(_ outline: Outline, _ consumer: any RecordConsumer) { walk = OutlineWalk(outline, consumer) }

    private var isGoing: CInt { walk.problem == nil ? 1 : 0 }

    mutating func name(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
      guard !walk.isOutside else { return 1 }
      let text = UnsafeRawBufferPointer(start: start, count: count)
      next = walk.child(named: text)
      if next != nil { name.replaceSubrange(0..., with: text) }
      return 1
    }

    mutating func open(array: Bool) -> CInt {
      if arrays.count == OutlineWalk.depthLimit { return 0 }
      let isRoot = arrays.isEmpty
      if !walk.isOutside {
        if arrays.last == true { next = Self.element.withUnsafeBytes { walk.child(named: $0) } }
        if !isRoot { name.withUnsafeBytes { walk.enter(next, named: $0) } }
        next = nil
      } else {
        walk.enter(nil)
      }
      arrays.append(array)
      return isGoing
    }

    mutating func close() -> CInt {
      arrays.removeLast()
      if !arrays.isEmpty { _ = walk.leave() }
      next = nil
      return isGoing
    }

    mutating func value(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
      guard !walk.isOutside else { return 1 }
      if arrays.last == true { next = Self.element.withUnsafeBytes { walk.child(named: $0) } }
      guard let place = next else { return 1 }
      walk.take(UnsafeRawBufferPointer(start: start, count: count), at: place)
      next = nil
      return isGoing
    }

    private static let element = Array("[]".utf8)
  }

  /// Passes the records of a document to a consumer.
  /// - Throws: `ImportError` if the JSON is malformed or of an unknown kind, or the consumer refuses it.
  static func read(_ input: InputBytes, _ outline: Outline, _ consumer: any RecordConsumer) throws(ImportError) {
    let state = UnsafeMutablePointer<State>.allocate(capacity: 1)
    state.initialize(to: State(outline, consumer))
    defer {
      state.deinitialize(count: 1)
      state.deallocate()
    }
    // yajl keeps the pointer to its callbacks.
    let callbacks = UnsafeMutablePointer<yajl_callbacks>.allocate(capacity: 1)
    callbacks.initialize(to: Self.callbacks)
    defer { callbacks.deallocate() }
    guard let parser = yajl_alloc(callbacks, nil, state) else {
      throw ImportError(file: input.path, "there is no memory left to read JSON")
    }
    defer { yajl_free(parser) }
    while true {
      var before = input.count
      var piece = try input.next()
      if before == 0, piece.starts(with: [0xEF, 0xBB, 0xBF]) {  // a byte-order mark
        piece = UnsafeRawBufferPointer(rebasing: piece[3...])
        before = 3
      }
      let status =
        piece.isEmpty
        ? yajl_complete_parse(parser)
        : yajl_parse(parser, piece.baseAddress?.assumingMemoryBound(to: UInt8.self), piece.count)
      guard status == yajl_status_ok else {
        let place = ImportError.Place.byte(before + (piece.isEmpty ? 0 : yajl_get_bytes_consumed(parser)))
        throw ImportError(file: input.path, at: place, reason(parser, status, state, isAtEnd: piece.isEmpty))
      }
      if piece.isEmpty { break }
    }
    guard state.pointee.walk.isRecognized else {
      throw ImportError(file: input.path, "this kind of JSON document cannot be imported")
    }
  }

  private static func reason(
    _ parser: yajl_handle, _ status: yajl_status, _ state: UnsafeMutablePointer<State>, isAtEnd: Bool
  ) -> String {
    if let problem = state.pointee.walk.problem { return problem.message }
    if status == yajl_status_client_canceled { return "it is nested too deeply" }
    guard let text = yajl_get_error(parser, 0, nil, 0) else { return "it is not JSON" }
    defer { yajl_free_error(parser, text) }
    let message = String(cString: text).split(separator: "\n").first.map(String.init) ?? ""
    if isAtEnd || message.hasSuffix("premature EOF") { return "the document ends too early" }
    return "it is not JSON: " + (message.split(separator: ": ").last.map(String.init) ?? message)
  }

  private static var callbacks: yajl_callbacks {
    var callbacks = yajl_callbacks()
    callbacks.yajl_number = { context, start, count in
      context?.assumingMemoryBound(to: State.self).pointee
        .value(UnsafeRawPointer(start)?.assumingMemoryBound(to: UInt8.self), count) ?? 0
    }
    callbacks.yajl_boolean = { context, value in
      let text: StaticString = value == 0 ? "false" : "true"
      return context?.assumingMemoryBound(to: State.self).pointee.value(text.utf8Start, text.utf8CodeUnitCount) ?? 0
    }
    callbacks.yajl_string = { context, start, count in
      context?.assumingMemoryBound(to: State.self).pointee.value(start, count) ?? 0
    }
    callbacks.yajl_map_key = { context, start, count in
      context?.assumingMemoryBound(to: State.self).pointee.name(start, count) ?? 0
    }
    callbacks.yajl_start_map = { context in
      context?.assumingMemoryBound(to: State.self).pointee.open(array: false) ?? 0
    }
    callbacks.yajl_end_map = { context in context?.assumingMemoryBound(to: State.self).pointee.close() ?? 0 }
    callbacks.yajl_start_array = { context in
      context?.assumingMemoryBound(to: State.self).pointee.open(array: true) ?? 0
    }
    callbacks.yajl_end_array = { context in context?.assumingMemoryBound(to: State.self).pointee.close() ?? 0 }
    return callbacks
  }
}
