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
    abstract: "Check the installation and say what to fix.",
    discussion: """
      Looks at the configuration, the policies, the catalog and its index, the cost profile, the journal of submissions, the \
      address, the proxy, the credentials, the control plane, its generation and its clock. Prints no secret, and changes nothing. Exits with 0 if all is fine, 1 if \
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
    let configuration: Configuration
    do {
      configuration = try Configuration(option: gate.catalogOptions.configuration)
      report.add(.init("configuration", .fine, configuration.path ?? "none; defaults apply"))
    } catch {
      return report.add(
        .init(
          "configuration", .toDo, ErrorWords(error).message,
          help: "correct it; the files that it names were not looked at"))
    }
    for path in configuration.requests + [configuration.baseline].compactMap(\.self) where !FileReading.exists(path) {
      report.add(
        .init(
          "configuration", .toDo, "it names `\(printable(path, limit: 200))`, which does not exist", help: "correct it")
      )
    }
    inspectCatalog(configuration, day, &report)
    do {
      let material = try GateMaterial(gate.options(asOf: day), regions: [])
      let accounts = configuration.quotaAccounts.count
      report.add(.init("quotas", .fine, accounts == 0 ? "none configured" : "of \(counted(accounts, "account"))"))
      report.add(.init("cost profile", .fine, material.costProfile.name))
      do {
        let policies = try material.policies()
        let count = policies.map { counted($0.count, "policy", "policies") }
        report.add(.init("policies", .fine, count ?? "none configured"))
      } catch {
        report.add(.init("policies", .toDo, ErrorWords(error).message, help: "`tollgate policy check` shows all of it"))
      }
    } catch GateError.catalog {
      report.add(.init("cost profile", .skipped, "the catalog comes first"))
    } catch {
      let subject = Self.isAboutQuotas(error) ? "quotas" : "cost profile"
      report.add(.init(subject, .toDo, ErrorWords(error).message, help: ErrorWords(error).help))
      report.add(.init("policies", .skipped, "the \(subject) \(subject == "quotas" ? "come" : "comes") first"))
    }
  }

  /// Whether what cannot be used is `accounts` of the configuration, or a sheet that it names.
  private static func isAboutQuotas(_ error: any Error) -> Bool {
    switch error {
    case GateError.quotaSheet: true
    case GateError.configuration(let findings, _):
      findings.contains { $0.place.pointer.isAtOrBelow(JSONPointer([.key("accounts")])) }
    default: false
    }
  }

  private func inspectCatalog(_ configuration: Configuration, _ day: CalendarDate, _ report: inout DoctorReport) {
    let folder: String
    do { folder = try CatalogLocation.find(option: gate.catalogOptions.catalog, configuration: configuration) } catch {
      return report.add(.init("catalog", .toDo, ErrorWords(error).message, help: ErrorWords(error).help))
    }
    do throws(CatalogError) {
      let catalog = try ProgramCatalogs.loader.catalog(in: folder, regions: .only([]))
      if let age = configuration.rules.staleness(of: catalog, asOf: day) {
        report.add(
          .init("catalog", .toDo, age, help: "`tollgate catalog update --catalog FOLDER` gets current prices from AWS"))
      } else {
        let types = counted(catalog.instanceTypes.count, "instance type")
        report.add(.init("catalog", .fine, "of \(catalog.asOf), \(types), in \(printable(folder, limit: 200))"))
      }
    } catch {
      return report.add(
        .init(
          "catalog", .toDo, "\(error)", help: "`tollgate catalog verify` says more; install it anew if it is damaged"))
    }
    do throws(CatalogError) {
      _ = try IndexedCatalogs().catalog(in: folder, regions: .only([]))
      report.add(.init("index", .fine, "current"))
    } catch {
      report.add(
        .init("index", .toDo, "\(error)", help: "`tollgate catalog compile --catalog FOLDER` lets checks start faster"))
    }
  }

  // MARK: Control plane

  private func inspectControlPlane(_ report: inout DoctorReport) async {
    let contract: RequestContract
    do {
      contract = try controlPlane.contract(gate.generation, configuration: gate.catalogOptions.configuration)
    } catch GateError.configuration {
      return report.add(.init("control plane", .skipped, "the configuration comes first"))
    } catch {
      return report.add(.init("generation", .toDo, ErrorWords(error).message, help: ErrorWords(error).help))
    }
    inspectJournal(&report)
    guard let endpoint = inspectAddress(&report) else {
      return report.add(.init("control plane", .skipped, "the address comes first"))
    }
    do throws(ProxyError) {
      let proxy = try ProxySettings(for: endpoint)
      report.add(.init("proxy", .fine, proxy.map { "\($0.host):\($0.port)" } ?? "none"))
    } catch {
      report.add(.init("proxy", .toDo, "\(error)", help: "correct the variable, or unset it"))
      return report.add(.init("control plane", .skipped, "the proxy comes first"))
    }
    do throws(CredentialsError) {
      let credentials = try Credentials.find(for: contract.generation)
      for warning in credentials.warnings { report.add(.init("credentials", .toDo, warning)) }
      let user = credentials.userId.map { "of the user `\(printable($0, limit: 80))`" }
      if credentials.warnings.isEmpty {
        report.add(.init("credentials", .fine, user ?? "an API key without a user id"))
      }
    } catch {
      report.add(.init("credentials", .toDo, "\(error)", help: error.help))
      return report.add(.init("control plane", .skipped, "not asked: there are no credentials"))
    }
    await ask(contract, &report)
  }

  /// Where submissions are recorded. Without it nothing is sent.
  private func inspectJournal(_ report: inout DoctorReport) {
    do throws(JournalError) {
      let journal = try Journal.standard()
      try journal.check()
      report.add(.init("journal", .fine, printable(journal.directory, limit: 200)))
    } catch { report.add(.init("journal", .toDo, "\(error)", help: error.help)) }
  }

  private func inspectAddress(_ report: inout DoctorReport) -> HTTPEndpoint? {
    do throws(HTTPEndpointError) {
      let endpoint = try HTTPEndpoint(controlPlane.address)
      report.add(.init("address", .fine, "\(endpoint)"))
      return endpoint
    } catch {
      report.add(.init("address", .toDo, "\(error)", help: "correct LIGHTNING_CLOUD_URL"))
      return nil
    }
  }

  private func ask(_ contract: RequestContract, _ report: inout DoctorReport) async {
    let found: (clusters: [Cluster], time: Int?)
    do {
      found = try await controlPlane.withClient(contract, isQuiet: true) { client, _ in try await client.probe() }
    } catch let error as ControlPlaneError {
      let help = error.help ?? "look whether LIGHTNING_CLOUD_URL is the control plane's address"
      return report.add(.init("control plane", error.isAnswer ? .toDo : .notReached, error.description, help: help))
    } catch {
      // The connection cannot even be tried: certificates, or limits of this machine.
      let words = ErrorWords(error)
      let help = words.help ?? "look at SSL_CERT_FILE, and at the limits of this shell (`ulimit -a`)"
      return report.add(.init("control plane", .toDo, words.message, help: help))
    }
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
      return .init("generation", .fine, "\(name), like the listed clusters")
    }
    return .init(
      "generation", .toDo, "\(name), and the clusters that are listed are of the `\(other.rawValue)` one",
      help: "write `controlPlane: {generation: \(other.rawValue)}` in tollgate.yaml, if that is what you want")
  }

  /// A clock that is five minutes off makes exceptions and change freezes end at another time.
  private static func clock(_ time: Int?) -> DoctorReport.Check {
    guard let time else { return .init("clock", .fine, "not compared: the control plane does not report its time") }
    let difference = time - Clocks.system.millisecondsSinceEpoch() / 1_000
    guard abs(difference) > 300 else { return .init("clock", .fine, "agrees with the control plane") }
    let words = DurationText.text(.seconds(abs(difference)))
    return .init(
      "clock", .toDo, "\(words) \(difference > 0 ? "behind" : "ahead of") that of the control plane",
      help: "set it: `timedatectl set-ntp true`")
  }
}
