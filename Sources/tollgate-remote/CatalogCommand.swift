import ArgumentParser
import Catalog
import Gate
import Ingest
import Platform
import Program
import Reports

struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", _superCommandName: Tool.name,
    abstract: "Import, update, compile or verify the AWS catalog.",
    subcommands: [CatalogImportCommand.self, CatalogUpdateCommand.self, Compile.self, Verify.self])

  struct Compile: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compile", abstract: "Make the catalog's index, from which checks read.",
      discussion: """
        Every file is compared with the manifest. The index lies beside the catalog and is never committed: a check makes it \
        anew where it is missing or older than the catalog.
        """)

    @Flag(help: "Write the manifest anew for the files as they are, after a reviewed edit by hand.")
    var acceptEdits = false

    @OptionGroup var catalogOptions: CatalogOptions
    @OptionGroup var output: OutputOptions<CatalogCompilationFormats>

    func run() throws {
      let report = try compile(try catalogOptions.directory())
      try output.write(report)
    }

    /// An edit is accepted whole or not at all: nothing is written before everything has been checked, and the manifest last,
    /// since an index of a manifest that is not there is not believed.
    private func compile(_ directory: String) throws(GateError) -> CatalogCompilationReport {
      let folder: CatalogFolder
      var changes: [ManifestChange] = []
      let compilation: CatalogCompilation
      do throws(CatalogError) {
        if acceptEdits {
          (folder, changes) = try CatalogFolder.edited(directory)
          try verify(folder)
        } else {
          folder = try CatalogFolder(directory: directory)
        }
        compilation = try CatalogCompilation(folder)
      } catch { throw .catalog(error) }
      do throws(FileError) {
        let path = try compilation.write()
        if !changes.isEmpty { try folder.writeManifest() }
        return CatalogCompilationReport(
          path: path, byteCount: compilation.bytes.count, digest: compilation.contents.digest,
          regionCount: compilation.contents.regions.count, typeCount: compilation.contents.instanceTypes.count,
          changes: changes.map { ($0.path, $0.kind) })
      } catch { throw .file(error) }
    }

    private func verify(_ folder: CatalogFolder) throws(CatalogError) {
      let problems = CatalogVerification.problems(in: folder)
      guard let last = problems.last else { return }
      for problem in problems.dropLast() { Output.error("\(problem)") }
      throw last
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Check the catalog's files against its schema, its manifest and one another.",
      discussion: "Exits with 0 if all is well, else with 2.")

    @OptionGroup var catalogOptions: CatalogOptions
    @OptionGroup var output: OutputOptions<CatalogVerificationFormats>

    func run() throws {
      let directory = try catalogOptions.directory()
      let problems = CatalogVerification.problems(in: directory)
      try output.write(CatalogVerificationReport(problems, directory: directory))
      if !problems.isEmpty { throw ExitCode.unusable }
    }
  }
}
