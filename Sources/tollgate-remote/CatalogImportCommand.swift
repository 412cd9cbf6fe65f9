import ArgumentParser
import Catalog
import Findings
import Gate
import Ingest
import Platform
import Program
import Reports

struct CatalogImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a catalog of AWS's own files and of tables.",
    discussion: """
      Each file is recognized by its content and may be gzipped: answers of EC2's API as XML, price lists of AWS as CSV or \
      JSON, default quotas, botocore's endpoints.json and service-2.json, tables as CSV, files of another catalog. The \
      newest statement wins, whatever the order of the files. All files are read before anything is written.
      """)

  @Argument(help: ArgumentHelp("Files to import.", valueName: "file"))
  var files: [String]

  @Flag(help: "Begin with nothing instead of the catalog that is there.")
  var fresh = false

  @Flag(help: "Accept that a region loses more than a tenth of its offers or prices.")
  var acceptSmaller = false

  @Flag(help: "Keep the reserved prices of price lists too.")
  var reserved = false

  @Option(
    help: ArgumentHelp(
      "The day of files that carry none, such as answers of EC2; else SOURCE_DATE_EPOCH, or today.",
      valueName: "YYYY-MM-DD"))
  var asOf: String?

  @OptionGroup var catalogOptions: CatalogOptions
  @OptionGroup var output: OutputOptions<CatalogImportFormats>

  func validate() throws {
    if let asOf, CalendarDate(asOf) == nil {
      throw ValidationError("`--as-of` is `\(printable(asOf, limit: 40))`, not a day such as 2026-10-15.")
    }
  }

  func run() throws {
    let target = try CatalogTarget(catalogOptions, isFresh: fresh)
    let replacement = try CatalogReplacement(target.directory)
    let day = try asOf.flatMap { CalendarDate($0) } ?? Today.byEnvironment()
    var catalog = CatalogImport(base: target.base, day: day, keepsReserved: reserved)
    let contents: CatalogContents
    do throws(ImportError) {
      for file in files { try catalog.read(file) }
      contents = try catalog.contents(allowingLess: acceptSmaller)
    } catch { throw Failure("\(error)", help: "nothing was written") }
    try Self.check(contents)
    let (read, conflicts, places) = (catalog.files, catalog.conflicts, catalog.unknownPlaces)
    // What was read is no longer needed once the catalog follows from it.
    _ = consume catalog
    let written = try replacement.write(consume contents, template: target.template)
    try output.write(CatalogImportReport(read, conflicts, places, written, at: target.directory))
  }
}

extension CatalogImportCommand {
  /// Refuses a catalog without regions or types.
  private static func check(_ contents: CatalogContents) throws {
    guard !contents.regions.isEmpty else {
      throw Failure(
        "the files name no region", help: "import botocore's endpoints.json too, or `regions.xml` of another catalog")
    }
    guard !contents.instanceTypes.isEmpty else {
      throw Failure("the files name no instance type", help: "import an answer of DescribeInstanceTypes too")
    }
  }
}

extension CatalogImportReport {
  /// What an import made.
  init(
    _ files: [ImportedFile], _ conflicts: [Ingest.Conflict], _ unknownPlaces: [String], _ contents: CatalogContents,
    at path: String
  ) {
    self.init(
      files: files.map {
        File(path: $0.path, kind: $0.kind, date: $0.date, kept: $0.kept, skipped: $0.skipped, isPart: $0.isPart)
      },
      conflicts: conflicts.map { Conflict(subject: $0.subject, kept: $0.kept, other: $0.other) },
      unknownPlaces: unknownPlaces, path: path, asOf: contents.asOf, digest: contents.digest,
      regionCount: contents.regions.count,
      typeCount: contents.instanceTypes.count)
  }
}
