import Documents
public import Findings
public import Simulation

/// A named pattern of how the arrivals of random jobs vary over the week.
public struct LoadPattern: Sendable, Equatable {
  /// The name shown to people.
  public let name: String
  /// The weights of hours and days.
  public let profile: LoadProfile

  /// Office hours: Monday to Friday from nine to six, and a tenth of that rate at all other times.
  public static let officeHours = LoadPattern(name: "office hours", profile: .officeHours)

  private init(name: String, profile: LoadProfile) {
    self.name = name
    self.profile = profile
  }

  /// Reads a pattern from a file that contains one document of kind `LoadProfile`.
  /// - Throws: `WhatIfDocumentError` with every finding.
  public init(_ source: SourceFile) throws(WhatIfDocumentError) {
    var decoder = WhatIfDecoder()
    let roots = decoder.documents(of: source, kind: .loadProfile)
    if roots.count > 1 {
      decoder.tree.report(.scenario("a load profile is one document", at: roots[1].place))
    }
    let pattern = roots.first.flatMap { Self.pattern($0, &decoder) }
    guard let pattern, decoder.tree.findings.isEmpty else {
      throw WhatIfDocumentError(decoder.tree.findings, in: [source])
    }
    self = pattern
  }

  private static func pattern(_ root: Node, _ decoder: inout WhatIfDecoder) -> LoadPattern? {
    let known = [
      TreeDecoder.Field("hours", "hours: […], 24 weights from midnight on"),
      TreeDecoder.Field("days", "days: […], 7 weights from Monday on"),
    ]
    guard let (fields, name) = decoder.document(root, kind: .loadProfile, title: "the load profile", known) else {
      return nil
    }
    _ = decoder.tree.string("description", in: fields)
    let hours = decoder.numbers("hours", in: fields, 0...1e6)
    let days = decoder.numbers("days", in: fields, 0...1e6)
    guard decoder.tree.findings.isEmpty else { return nil }
    do throws(InvalidParameter) {
      let even = Array(repeating: 1.0, count: 24)
      let profile = try LoadProfile(hours: hours ?? even, days: days ?? Array(even.prefix(7)))
      return LoadPattern(name: name.value, profile: profile)
    } catch {
      decoder.tree.report(.scenario("\(error)", at: root.place))
      return nil
    }
  }
}
