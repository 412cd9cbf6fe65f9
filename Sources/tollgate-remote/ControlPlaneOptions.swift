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
    style: TextStyle, secrets: [Secret] = [], _ body: @Sendable (ControlPlaneClient, Credentials) async throws -> Result
  ) async throws -> Result {
    let endpoint = try endpoint(style: style)
    let credentials = try credentials(style: style)
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
          Output.standardError(ErrorText.note("\(notice.reason); trying again in \(pause)", style))
        }
        return try await body(client, credentials)
      }
    } catch let error as TransportError {
      throw Failure(.unusable, "\(error)", help: error.help).reported(style)
    }
  }

  /// Where the control plane is.
  func endpoint(style: TextStyle) throws -> HTTPEndpoint {
    let text =
      ProcessEnvironment.variable("LIGHTNING_CLOUD_URL").flatMap { $0.isEmpty ? nil : $0 } ?? "https://lightning.ai"
    do throws(HTTPEndpointError) { return try HTTPEndpoint(text) } catch {
      throw Failure(.unusable, "\(error)", help: "correct LIGHTNING_CLOUD_URL").reported(style)
    }
  }

  private func credentials(style: TextStyle) throws -> Credentials {
    do throws(CredentialsError) {
      let credentials = try Credentials.find()
      for warning in credentials.warnings { Output.standardError(ErrorText.warning(warning, style)) }
      return credentials
    } catch {
      throw Failure(.unusable, "\(error)", help: error.help).reported(style)
    }
  }
}

/// Asks the control plane; why it did not answer goes to standard error.
func reporting<Result>(
  _ style: TextStyle, _ body: () async throws(ControlPlaneError) -> Result
) async throws -> Result {
  do throws(ControlPlaneError) { return try await body() } catch {
    throw Failure(.unreachable, "\(error)", help: error.help).reported(style)
  }
}

/// Something that ends a command, with its exit code and what is said about it.
struct Failure {
  let code: ExitCode
  let message: String
  let help: String?

  init(_ code: ExitCode, _ message: String, help: String? = nil) {
    (self.code, self.message, self.help) = (code, message, help)
  }

  /// Says it on standard error and returns what is to be thrown.
  func reported(_ style: TextStyle) -> ExitCode {
    Output.standardError(ErrorText.message(message, help: help, style))
    return code
  }
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
