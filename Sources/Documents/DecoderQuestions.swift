#if DEBUG
  package import Findings
  import Synchronization

  /// What decoders ask of documents, noted while they decode. The JSON Schemas for editors are made from it, so that they cannot
  /// differ from what decoders accept. Release builds do not have it.
  package final class DecoderQuestions: Sendable {
    /// What a decoder expects of a node, or knows of a mapping.
    package enum Question: Hashable, Sendable {
      case string, integer, number, boolean, list
      /// A mapping with arbitrary keys.
      case mapping
      /// A mapping with arbitrary keys and string values.
      case texts
      /// One of these words.
      case words([String])
      /// A mapping may have this field; the text is an example of it.
      case field(String, example: String)
      /// A mapping must have this field.
      case required(String)
    }

    /// Where those that decode at the moment note what they ask.
    @TaskLocal package static var current: DecoderQuestions?

    private let noted = Mutex<[JSONPointer: [Question]]>([:])

    /// Nothing was asked yet.
    package init() {}

    /// Every node that something was asked of.
    package var all: [JSONPointer: [Question]] { noted.withLock { $0 } }

    static func note(_ questions: [Question], at pointer: JSONPointer) {
      current?.noted.withLock { noted in
        for question in questions where !noted[pointer, default: []].contains(question) {
          noted[pointer, default: []].append(question)
        }
      }
    }
  }
#endif
