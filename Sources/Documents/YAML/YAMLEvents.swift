import CLibYAML

/// libyaml's parser. It owns the C structures and returns values. Marks are code point indices from the beginning of
/// the text.
final class YAMLEvents {
  struct Event {
    let kind: Kind
    let start: Int
    let end: Int
  }

  enum Kind {
    case streamStart, sequenceEnd, mappingEnd
    case documentStart(Directives)
    /// The end of a document, and whether it is marked with `...`.
    case documentEnd(isMarked: Bool)
    case alias(String)
    case scalar(Scalar)
    case sequenceStart(Properties)
    case mappingStart(Properties)

    var isSequenceEnd: Bool {
      if case .sequenceEnd = self { true } else { false }
    }
  }

  /// The directives before a document.
  struct Directives {
    /// The version in `%YAML`.
    let version: (major: Int, minor: Int)?
    /// Whether there are no directives.
    let isEmpty: Bool
  }

  struct Properties {
    let anchor: String?
    let tag: String?
    /// Whether the collection is written in brackets.
    let isFlow: Bool
  }

  struct Scalar {
    let text: String
    let style: Style
    let anchor: String?
    let tag: String?

    enum Style { case plain, quoted, block }

    var isPlain: Bool { style == .plain }
  }

  /// A syntax error reported by libyaml.
  struct Failure: Error {
    var message: String
    /// The place as a code point index.
    var mark: Int
    /// The place as a byte offset, if the text could not be decoded.
    var byteOffset: Int?
    var context: (text: String, mark: Int)?
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeMutableBufferPointer<UInt8>
  private let isInitialized: Bool

  /// Reads a copy of the bytes. A missing final line end is added: without it, libyaml loses the last blank line of a
  /// block scalar.
  init(bytes: ArraySlice<UInt8>) {
    let isEnded = bytes.last.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? true
    text = .allocate(capacity: bytes.count + (isEnded ? 0 : 1))
    _ = text.initialize(from: bytes)
    if !isEnded { text.initializeElement(at: bytes.count, to: UInt8(ascii: "\n")) }
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    isInitialized = yaml_parser_initialize(parser) == 1
    guard isInitialized else { return }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    if isInitialized { yaml_parser_delete(parser) }
    parser.deallocate()
    text.deallocate()
  }

  /// The next event; nil at the end of the text.
  func next() throws(Failure) -> Event? {
    guard isInitialized else { throw Failure(message: "there is no memory left to read YAML", mark: 0) }
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    guard let kind = kind(of: event) else { return nil }
    return Event(kind: kind, start: Int(event.start_mark.index), end: Int(event.end_mark.index))
  }

  private func kind(of event: yaml_event_t) -> Kind? {
    switch event.type {
    case YAML_STREAM_START_EVENT: .streamStart
    case YAML_DOCUMENT_START_EVENT: .documentStart(Self.directives(event.data.document_start))
    case YAML_DOCUMENT_END_EVENT: .documentEnd(isMarked: event.data.document_end.implicit == 0)
    case YAML_ALIAS_EVENT: .alias(Self.string(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT: .scalar(Self.scalar(event.data.scalar))
    case YAML_SEQUENCE_START_EVENT:
      .sequenceStart(
        Properties(
          anchor: Self.string(event.data.sequence_start.anchor), tag: Self.string(event.data.sequence_start.tag),
          isFlow: event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE))
    case YAML_SEQUENCE_END_EVENT: .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      .mappingStart(
        Properties(
          anchor: Self.string(event.data.mapping_start.anchor), tag: Self.string(event.data.mapping_start.tag),
          isFlow: event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE))
    case YAML_MAPPING_END_EVENT: .mappingEnd
    default: nil
    }
  }

  private func failure() -> Failure {
    let parser = parser.pointee
    let problem = parser.problem.map { String(cString: $0) } ?? "this is not YAML"
    if parser.error == YAML_READER_ERROR {
      return Failure(message: problem, mark: 0, byteOffset: Int(parser.problem_offset))
    }
    var failure = Failure(message: problem, mark: Int(parser.problem_mark.index))
    if let context = parser.context.map({ String(cString: $0) }) {
      failure.context = (context, Int(parser.context_mark.index))
    }
    return failure
  }

  private static func directives(
    _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_document_start
  ) -> Directives {
    let version = data.version_directive.map { (Int($0.pointee.major), Int($0.pointee.minor)) }
    return Directives(version: version, isEmpty: version == nil && data.tag_directives.start == data.tag_directives.end)
  }

  private static func scalar(_ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar) -> Scalar {
    let style: Scalar.Style =
      switch data.style {
      case YAML_PLAIN_SCALAR_STYLE: .plain
      case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
      default: .quoted
      }
    return Scalar(
      text: String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self),
      style: style, anchor: string(data.anchor), tag: string(data.tag))
  }

  private static func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
