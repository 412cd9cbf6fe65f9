import ArgumentParser
import Catalog
import ControlPlane
import Costs
import Findings
import Gate
import HTTP
import Platform
import Policies
import Program
import Reports
import Requests
import Rules
import SubmissionReports

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", _superCommandName: Tool.name,
    abstract: "Say what keeps this installation from working, and what to do.",
    discussion: """
      Looks at the configuration, the policies, the catalog and its index, the cost profile, the credentials, the proxy, the \
      control plane, its generation and its clock. Prints no secret, and changes nothing. Exits with 0 if all is fine, 1 if \
      there is something to do, 3 if the control plane cannot be reached.
      """)

  @OptionGroup var gate: GateOptions
  @OptionGroup var controlPlane: ControlPlaneOptions
  @OptionGroup var output: OutputOptions<DoctorFormats>

  func run() async throws {
    var report = DoctorReport()
    let day = try Today.bySystemClock()
    inspectFiles(day, &report)
    await inspectControlPlane(&report)
    try output.write(report)
    if report.isCutOff { throw ExitCode.unreachable }
    if report.needsWork { throw ExitCode.denied }
  }

  // MARK: Files

  private func inspectFiles(_ day: CalendarDate, _ report: inout DoctorReport) {
    let material: GateMaterial
    do {
      let configuration = try Configuration(option: gate.catalogOptions.configuration)
      report.add(.init("configuration", .fine, configuration.path ?? "none, so everything is as it comes"))
    } catch {
      return report.add(
        .init("configuration", .toDo, Self.words(error), help: "correct it; the rest was not looked at"))
    }
    do { material = try GateMaterial(gate.options(asOf: day), regions: []) } catch {
      return report.add(
        .init(
          "catalog", .toDo, Self.words(error), help: "`tollgate catalog verify` says more; reinstall if it is damaged"))
    }
    let types = "\(material.catalog.instanceTypes.count) instance types"
    if let age = material.configuration.rules.staleness(of: material.catalog, asOf: day) {
      report.add(
        .init(
          "catalog", .toDo, age, help: "`tollgate catalog update --catalog FOLDER` gets current prices from AWS"))
    } else {
      report.add(.init("catalog", .fine, "of \(material.catalog.asOf), \(types)"))
    }
    inspectIndex(material.configuration, &report)
    report.add(.init("cost profile", .fine, material.costProfile.name))
    do {
      let policies = try material.policies()
      let count = policies.map { counted($0.count, "policy", "policies") }
      report.add(.init("policies", .fine, count ?? "none configured"))
    } catch { report.add(.init("policies", .toDo, Self.words(error), help: "`tollgate policy check` shows all of it")) }
  }

  private func inspectIndex(_ configuration: Configuration, _ report: inout DoctorReport) {
    do {
      let folder = try CatalogLocation.find(option: gate.catalogOptions.catalog, configuration: configuration)
      _ = try IndexedCatalogs().catalog(in: folder, regions: .only([]))
      report.add(.init("index", .fine, "current"))
    } catch let error as CatalogError {
      report.add(
        .init("index", .toDo, "\(error)", help: "`tollgate catalog compile --catalog FOLDER` makes checks start faster")
      )
    } catch { report.add(.init("index", .toDo, Self.words(error))) }
  }

  /// The first line of an error's message.
  private static func words(_ error: any Error) -> String {
    let text = ErrorText.render(error, style: TextStyle(isColored: false))?.text ?? "\(error)"
    let line = text.split(separator: "\n").first.map(String.init) ?? text
    return line.hasPrefix("error: ") ? String(line.dropFirst("error: ".count)) : line
  }

  // MARK: Control plane

  private func inspectControlPlane(_ report: inout DoctorReport) async {
    let contract: RequestContract
    let endpoint: HTTPEndpoint
    do {
      contract = try controlPlane.contract(gate.generation, configuration: gate.catalogOptions.configuration)
    } catch { return report.add(.init("control plane", .skipped, "the configuration comes first")) }
    do throws(HTTPEndpointError) { endpoint = try HTTPEndpoint(controlPlane.address) } catch {
      return report.add(.init("address", .toDo, "\(error)", help: "correct LIGHTNING_CLOUD_URL"))
    }
    report.add(.init("address", .fine, "\(endpoint)"))
    do throws(ProxyError) {
      let proxy = try ProxySettings(for: endpoint)
      report.add(.init("proxy", .fine, proxy.map { "\($0.host):\($0.port)" } ?? "none"))
    } catch { report.add(.init("proxy", .toDo, "\(error)", help: "correct the variable, or unset it")) }
    do throws(CredentialsError) {
      let credentials = try Credentials.find(for: contract.generation)
      let user = credentials.userId.map { "of the user `\(printable($0, limit: 80))`" } ?? "a key alone"
      for warning in credentials.warnings { report.add(.init("credentials", .toDo, warning)) }
      if credentials.warnings.isEmpty { report.add(.init("credentials", .fine, user)) }
    } catch {
      report.add(.init("credentials", .toDo, "\(error)", help: error.help))
      return report.add(.init("control plane", .skipped, "it answers nothing without credentials"))
    }
    await ask(contract, &report)
  }

  private func ask(_ contract: RequestContract, _ report: inout DoctorReport) async {
    let found: (clusters: [Cluster], time: Int?)
    do {
      found = try await controlPlane.withClient(contract, isQuiet: true) { client, _ in try await client.probe() }
    } catch let error as ControlPlaneError {
      return report.add(
        .init("control plane", error.isAnswer ? .toDo : .notReached, error.description, help: error.help))
    } catch { return report.add(.init("control plane", .notReached, Self.words(error))) }
    let living = found.clusters.filter { $0.phase != .deleted }
    report.add(.init("control plane", .fine, "answers, and lists \(counted(living.count, "cluster"))"))
    report.add(Self.generation(living, contract))
    report.add(Self.clock(found.time))
  }

  private static func generation(_ clusters: [Cluster], _ contract: RequestContract) -> DoctorReport.Check {
    let name = "`\(contract.generation.rawValue)`"
    let generations = Set(clusters.compactMap(\.generation))
    guard !generations.isEmpty else {
      return .init("generation", .fine, "\(name); no cluster tells whether that is right")
    }
    guard !generations.contains(contract.generation), let other = generations.first else {
      return .init("generation", .fine, "\(name), as that of clusters that are listed")
    }
    return .init(
      "generation", .toDo, "\(name), and the clusters that are listed are of the `\(other.rawValue)` one",
      help: "write `controlPlane: {generation: \(other.rawValue)}` in tollgate.yaml, if that is what you want")
  }

  /// A clock that is five minutes off makes exceptions and change freezes end at another time.
  private static func clock(_ time: Int?) -> DoctorReport.Check {
    guard let time else { return .init("clock", .fine, "not compared: the control plane tells no time") }
    let difference = time - Clocks.system.millisecondsSinceEpoch() / 1_000
    guard abs(difference) > 300 else { return .init("clock", .fine, "as that of the control plane") }
    let words = DurationText.text(.seconds(abs(difference)))
    return .init(
      "clock", .toDo, "\(words) \(difference > 0 ? "behind" : "ahead of") that of the control plane",
      help: "set it: `timedatectl set-ntp true`")
  }
}
