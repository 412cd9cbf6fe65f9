package import HTTP

/// Where services of AWS answer.
package enum ServiceEndpoint {
  /// A service that is asked.
  package enum Service: String, Sendable {
    /// EC2.
    case ec2
    /// The Security Token Service.
    case tokens = "sts"
  }

  /// The endpoint of a service in a region: the option, else `AWS_ENDPOINT_URL_…`, `AWS_ENDPOINT_URL`, AWS's own.
  ///
  /// Source: "Service-specific endpoints" in the AWS SDKs and tools reference guide.
  /// - Throws: `AWSError.endpoint`.
  package static func find(
    _ service: Service, region: String, option: String?, environment: (String) -> String?
  ) throws(AWSError) -> HTTPEndpoint {
    let isIgnored = environment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")?.lowercased() == "true"
    let variable = "AWS_ENDPOINT_URL_" + service.rawValue.uppercased()
    let places =
      [("--endpoint-url", option)]
      + (isIgnored ? [] : [variable, "AWS_ENDPOINT_URL"].map { ($0, environment($0)) })
    let named = places.first { !($0.1 ?? "").isEmpty }
    let text = named?.1 ?? "https://\(service.rawValue).\(region).\(suffix(ofRegion: region))"
    do throws(HTTPEndpointError) { return try HTTPEndpoint(text) } catch {
      throw .endpoint(variable: named?.0 ?? "the endpoint of \(region)", problem: "\(error)")
    }
  }

  /// The domain of a region's services. Source: botocore's endpoints.json.
  private static func suffix(ofRegion region: String) -> String {
    let suffixes = [
      ("cn-", "amazonaws.com.cn"), ("us-iso-", "c2s.ic.gov"), ("us-isob-", "sc2s.sgov.gov"),
      ("eu-isoe-", "cloud.adc-e.uk"), ("us-isof-", "csp.hci.ic.gov"), ("eusc-", "amazonaws.eu"),
    ]
    return suffixes.first { region.hasPrefix($0.0) }?.1 ?? "amazonaws.com"
  }
}
