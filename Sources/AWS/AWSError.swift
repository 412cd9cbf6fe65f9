package import HTTP
import Findings

/// Why AWS was not asked, or did not answer.
package enum AWSError: Error, Sendable {
  /// Nothing gives credentials; these places were looked at.
  case noCredentials(looked: [String])
  /// A place that should give credentials does not.
  case credentials(place: String, problem: String, help: String?)
  /// An endpoint cannot be used.
  case endpoint(variable: String, problem: String)
  /// No answer arrived.
  case unanswered(what: String, HTTPFailure)
  /// AWS refused.
  case refused(what: String, code: String, message: ServerText)
  /// Something on this machine is in the way.
  case local(what: String, problem: String)
  /// The answer is not from AWS, or not what was asked for.
  case unexpected(what: String, problem: String)

  /// Whether a text could be a code of AWS; a server could repeat a secret instead.
  private static func isCode(_ text: String) -> Bool {
    (1...60).contains(text.utf8.count) && text.utf8.allSatisfy { 65...90 ~= $0 || 97...122 ~= $0 || $0 == 46 }
  }

  /// Whether AWS was asked, and refused or did not answer as expected.
  package var isOfAWS: Bool {
    switch self {
    case .noCredentials, .credentials, .endpoint, .local: false
    case .unanswered, .refused, .unexpected: true
    }
  }

  /// What is wrong.
  package var message: String {
    switch self {
    case .noCredentials(let looked):
      "no AWS credentials found; looked at \(looked.joined(separator: ", "))"
    case .credentials(let place, let problem, _): "\(place): \(problem)"
    case .endpoint(let variable, let problem): "\(variable): \(problem)"
    case .unanswered(let what, let failure): "\(what): \(failure)"
    case .refused(let what, let code, let message):
      "\(what): AWS refused with \(Self.isCode(code) ? code : "an error"): \(message.shown(limit: 300))"
    case .unexpected(let what, let problem), .local(let what, let problem): "\(what): \(problem)"
    }
  }

  /// What to do; nil if there is nothing to suggest.
  package var help: String? {
    switch self {
    case .noCredentials:
      "set AWS_PROFILE, or run where `aws sts get-caller-identity` works; prices alone need none: `--prices-only`"
    case .credentials(_, _, let help): help
    case .refused(let what, let code, _):
      switch code {
      case "AuthFailure", "InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException":
        "check the credentials and the clock; `aws sts get-caller-identity` says who you are"
      case "RequestExpired", "ExpiredToken": "the credentials have expired; get new ones"
      case "UnauthorizedOperation", "AccessDenied":
        what.contains("role")
          ? "the role's trust policy must allow sts:AssumeRole to these credentials"
          : "the policy needs ec2:DescribeRegions, ec2:DescribeAvailabilityZones, ec2:DescribeInstanceTypes and "
            + "ec2:DescribeInstanceTypeOfferings"
      default: nil
      }
    case .endpoint, .unanswered, .unexpected, .local: nil
    }
  }
}
