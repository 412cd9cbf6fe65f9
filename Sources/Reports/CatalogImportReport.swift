import Documents
public import Findings
public import Platform

/// The result of `tollgate catalog import`.
public struct CatalogImportReport: Sendable {
  /// What became of a file.
  public struct File: Sendable {
    let path: String
    let kind: String
    let date: String?
    let kept: [(what: String, count: Int)]
    let skipped: [(reason: String, count: Int)]
    let isPart: Bool

    /// What became of a file; counts by what they are of.
    public init(
      path: String, kind: String, date: String?, kept: [String: Int], skipped: [String: Int], isPart: Bool
    ) {
      self.path = path
      self.kind = kind
      self.date = date
      self.kept = kept.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      self.skipped = skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
      self.isPart = isPart
    }
  }

  /// Two sources of one day that say different things.
  public struct Conflict: Sendable {
    let subject: String
    let kept: String
    let other: String

    /// What is kept of what is said of a subject, and what is not.
    public init(subject: String, kept: String, other: String) {
      self.subject = subject
      self.kept = kept
      self.other = other
    }
  }

  let files: [File]
  let conflicts: [Conflict]
  /// The locations in price lists that do not match a known region.
  let unknownPlaces: [String]
  /// The catalog's folder.
  let path: String
  let asOf: CalendarDate
  let digest: Digest
  let regionCount: Int
  let typeCount: Int

  /// What was made of which files.
  public init(
    files: [File], conflicts: [Conflict], unknownPlaces: [String], path: String, asOf: CalendarDate, digest: Digest,
    regionCount: Int,
    typeCount: Int
  ) {
    self.files = files
    self.conflicts = conflicts
    self.unknownPlaces = unknownPlaces
    self.path = path
    self.asOf = asOf
    self.digest = digest
    self.regionCount = regionCount
    self.typeCount = typeCount
  }

  /// The kinds of answers of which only parts are there that are not the last.
  private var openAnswers: [String] {
    Set(files.filter(\.isPart).map(\.kind)).subtracting(files.filter { !$0.isPart }.map(\.kind)).sorted()
  }

  /// How many conflicts are shown.
  private static let shownConflicts = 20

  /// For people.
  public func text(style: TextStyle) -> PrintableText {
    var text: PrintableText = ""
    for file in files {
      text += style.bold("\(file.path)") + ": \(file.kind)"
      if let date = file.date { text += " of \(date)" }
      text += "\n"
      var table = TextTable(leftColumns: [1])
      for (what, count) in file.kept { table.add(["read", what, "\(count)"]) }
      for (reason, count) in file.skipped { table.add(["skipped", reason, "\(count)"]) }
      text += table.render(style)
    }
    for kind in openAnswers { text += "\nthe last part of an answer is missing: \(kind)\n" }
    if !unknownPlaces.isEmpty {
      text += "\nnot kept: prices in \(unknownPlaces.joined(separator: ", ")), which do not match a known region\n"
    }
    if !conflicts.isEmpty {
      text += "\n\(counted(conflicts.count, "contradiction")) between sources of one day\n"
      for conflict in conflicts.prefix(Self.shownConflicts) {
        text += "  \(conflict.subject): kept \(conflict.kept), not \(conflict.other)\n"
      }
      if conflicts.count > Self.shownConflicts {
        text += "  and \(conflicts.count - Self.shownConflicts) more, which JSON has\n"
      }
    }
    text += "\n" + style.bold("\(path)")
    return text + " is a catalog of \(asOf) now: \(regionCount) regions, \(typeCount) instance types, \(digest)\n"
  }

  /// For programs.
  public var json: PrintableText {
    JSONValue.object([
      ("schemaVersion", .integer(1)), ("path", .string(path)), ("asOf", .string("\(asOf)")),
      ("digest", .string(digest.description)), ("regions", .integer(regionCount)),
      ("instanceTypes", .integer(typeCount)),
      (
        "files",
        .array(
          files.map { file in
            .object([
              ("path", .string(file.path)), ("kind", .string(file.kind)),
              ("date", file.date.map { .string($0) } ?? .null),
              ("kept", .object(file.kept.map { ($0.what, .integer($0.count)) })),
              ("skipped", .object(file.skipped.map { ($0.reason, .integer($0.count)) })),
              ("isPart", .boolean(file.isPart)),
            ])
          })
      ),
      ("unknownPlaces", .array(unknownPlaces.map { .string($0) })),
      (
        "conflicts",
        .array(
          conflicts.map {
            .object([("subject", .string($0.subject)), ("kept", .string($0.kept)), ("other", .string($0.other))])
          })
      ),
    ]).indented
  }
}
