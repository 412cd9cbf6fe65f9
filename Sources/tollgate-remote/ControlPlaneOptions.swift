import ArgumentParser
import ControlPlane
import Findings
import Glibc
import HTTP
import Platform
import Program
import Reports

/// How commands reach the control plane. Its address and the credentials come from the environment or a file, never from
/// an argument, which others could read in the list of processes.
struct ControlPlaneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How long one request may take, from connecting to the whole answer.", valueName: "duration"))
  var requestTimeout = DurationArgument(seconds: 60)

  /// Runs `body` with a client for the control plane that `LIGHTNING_CLOUD_URL` names, else https://lightning.ai. Beside
  /// `secrets` and the credentials, the external ids of the environment are never shown, whatever the server repeats.
  func withClient<Result: Sendable>(
    secrets: [Secret] = [], _ body: @Sendable (ControlPlaneClient, Credentials) async throws -> Result
  ) async throws -> Result {
    let endpoint = try endpoint()
    let credentials = try credentials()
    var limits = HTTPTransport.Limits()
    limits.total = requestTimeout.duration
    let known = secrets + EnvironmentVariables.externalIds
    // Whoever stops listening to the program must not end it in the midst of a submission; writing fails instead.
    signal(SIGPIPE, SIG_IGN)
    do {
      return try await HTTPTransport.with(endpoint, userAgent: "\(Tool.name)/\(Tool.version)", limits: limits) {
        transport in
        let client = ControlPlaneClient(transport: transport, credentials: credentials, secrets: known) { notice in
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
    let text =
      ProcessEnvironment.variable("LIGHTNING_CLOUD_URL").flatMap { $0.isEmpty ? nil : $0 } ?? "https://lightning.ai"
    do throws(HTTPEndpointError) { return try HTTPEndpoint(text) } catch {
      throw Failure("\(error)", help: "correct LIGHTNING_CLOUD_URL")
    }
  }

  private func credentials() throws -> Credentials {
    do throws(CredentialsError) {
      let credentials = try Credentials.find()
      for warning in credentials.warnings { Output.warning(warning) }
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

/// A duration as people write it: `90m`, `1h30m`, `45s`, or a number of seconds.
struct DurationArgument: ExpressibleByArgument, CustomStringConvertible {
  let duration: Duration

  init(seconds: Int) { duration = .seconds(seconds) }

  init?(argument: String) {
    guard let duration = DurationText.duration(argument), duration > .zero else { return nil }
    self.duration = duration
  }

  var description: String { DurationText.argument(duration) }
}
