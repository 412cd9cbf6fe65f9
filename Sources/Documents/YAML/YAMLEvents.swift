import CLibYAML

/// libyaml's parser: owns the C structures and hands out values. Marks are code points from the beginning of the text.
final class YAMLEvents {
  struct Event {
    let kind: Kind
    let start: Int
    let end: Int
  }

  enum Kind {
    case streamStart, documentStart, documentEnd, sequenceEnd, mappingEnd
    case alias(String)
    case scalar(Scalar)
    case sequenceStart(Properties)
    case mappingStart(Properties)

    var isSequenceEnd: Bool {
      if case .sequenceEnd = self { true } else { false }
    }
  }

  struct Properties {
    let anchor: String?
    let tag: String?
  }

  struct Scalar {
    let text: String
    let isPlain: Bool
    let anchor: String?
    let tag: String?
  }

  /// A syntax error as libyaml gives it.
  struct Failure: Error {
    var message: String
    /// Where, in code points.
    var mark: Int
    /// Where, in bytes, if the text could not even be decoded.
    var byteOffset: Int?
    var context: (text: String, mark: Int)?
    var help: [String] = []
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeMutableBufferPointer<UInt8>
  private let isInitialized: Bool

  init(bytes: [UInt8]) {
    text = .allocate(capacity: bytes.count)
    _ = text.initialize(from: bytes)
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
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_ALIAS_EVENT: .alias(Self.string(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT: .scalar(Self.scalar(event.data.scalar))
    case YAML_SEQUENCE_START_EVENT:
      .sequenceStart(
        Properties(
          anchor: Self.string(event.data.sequence_start.anchor), tag: Self.string(event.data.sequence_start.tag)))
    case YAML_SEQUENCE_END_EVENT: .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      .mappingStart(
        Properties(
          anchor: Self.string(event.data.mapping_start.anchor), tag: Self.string(event.data.mapping_start.tag)))
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
    Self.explain(&failure)
    return failure
  }

  /// Adds what to do about the commonest of libyaml's errors.
  private static func explain(_ failure: inout Failure) {
    switch failure.message {
    case "found character that cannot start any token":
      failure.help = ["indent with spaces, not tabs, and quote text that begins with `@`, `%` or a backtick"]
    case "mapping values are not allowed in this context":
      failure.help = ["quote text that holds a colon and a blank, and check the indentation"]
    case "did not find expected key", "could not find expected ':'", "did not find expected '-' indicator":
      failure.help = ["check the indentation and that each key is followed by a colon and a blank"]
    case "found unexpected end of stream":
      failure.help = ["close the quote or bracket"]
    default: break
    }
  }

  private static func scalar(_ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar) -> Scalar {
    Scalar(
      text: String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self),
      isPlain: data.style == YAML_PLAIN_SCALAR_STYLE, anchor: string(data.anchor), tag: string(data.tag))
  }

  private static func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
