import ArgumentParser
import ControlPlane
import Findings
import Gate
import Glibc
import HTTP
import Platform
import Program
import Reports
import Requests

/// How commands reach the control plane. Its address and the credentials come from the environment or a file, never from
/// an argument, which others could read in the list of processes.
struct ControlPlaneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How long one request may take, from connecting to the whole answer (1m).", valueName: "duration"),
    transform: DurationArgument.parseLimit)
  var requestTimeout = DurationArgument(seconds: 60)

  @Option(
    help: ArgumentHelp(
      "The id of the organization, in the direct generation; else the configuration's.", valueName: "id"))
  var organization: String?

  @Option(
    help: ArgumentHelp("The id of the project, in the direct generation; else the configuration's.", valueName: "id"))
  var project: String?

  /// The contract that a configuration describes, as these options change it.
  func contract(_ generation: Generation?, configuration: String?) throws -> RequestContract {
    var overrides = ContractOverrides()
    (overrides.generation, overrides.organization, overrides.project) = (generation, organization, project)
    return try overrides.applied(to: Configuration(option: configuration).contract)
  }

  /// Where the control plane is, as it is written.
  var address: String {
    ProcessEnvironment.variable("LIGHTNING_CLOUD_URL").flatMap { $0.isEmpty ? nil : $0 } ?? "https://lightning.ai"
  }

  /// Runs `body` with a client for the control plane that `LIGHTNING_CLOUD_URL` names, else https://lightning.ai. Beside
  /// `secrets` and the credentials, the external ids of the environment are never shown, whatever the server repeats.
  /// - Parameter isQuiet: Whether nothing is said of retries and of where the credentials lie.
  func withClient<Result: Sendable>(
    _ contract: RequestContract, secrets: [Secret] = [], isQuiet: Bool = false,
    _ body: @Sendable (ControlPlaneClient, Credentials) async throws -> Result
  ) async throws -> Result {
    let endpoint = try endpoint()
    let credentials = try credentials(for: contract.generation, isQuiet: isQuiet)
    var limits = HTTPTransport.Limits()
    limits.total = requestTimeout.duration
    let known = secrets + EnvironmentVariables.externalIds
    // Whoever stops listening to the program must not end it in the midst of a submission; writing fails instead.
    signal(SIGPIPE, SIG_IGN)
    do {
      return try await HTTPTransport.with(endpoint, userAgent: "\(Tool.name)/\(Tool.version)", limits: limits) {
        transport in
        let client = ControlPlaneClient(
          transport: transport, contract: contract, credentials: credentials, secrets: known
        ) { notice in
          guard !isQuiet else { return }
          let pause = DurationText.text(notice.pause)
          Output.note("\(notice.reason); trying again in \(pause)")
        }
        return try await body(client, credentials)
      }
    } catch let error as TransportError {
      throw Failure("\(error)", help: error.help)
    }
  }

  /// Where the control plane is.
  func endpoint() throws -> HTTPEndpoint {
    do throws(HTTPEndpointError) { return try HTTPEndpoint(address) } catch {
      throw Failure("\(error)", help: "correct LIGHTNING_CLOUD_URL")
    }
  }

  private func credentials(for generation: Generation, isQuiet: Bool) throws -> Credentials {
    do throws(CredentialsError) {
      let credentials = try Credentials.find(for: generation)
      if !isQuiet { credentials.warnings.forEach { Output.warning($0) } }
      return credentials
    } catch {
      throw Failure("\(error)", help: error.help)
    }
  }
}

/// Asks the control plane.
/// - Throws: `Failure` if it does not answer.
func asking<Result>(
  _ body: () async throws(ControlPlaneError) -> Result
) async throws -> Result {
  do throws(ControlPlaneError) { return try await body() } catch {
    throw Failure(.unreachable, "\(error)", help: error.help)
  }
}

extension DurationArgument {
  /// How long `--wait` waits by default.
  static let wait = DurationArgument(seconds: 5_400)
}
