package import HTTP
import Findings
import Glibc
import Platform

/// Downloads price lists of AWS, which need no account, into a private folder. What arrived before is continued, and what did
/// not change is not fetched again.
///
/// Source: "Getting price list files manually" in the user guide of AWS Billing.
package struct PriceListDownload: Sendable {
  /// Where AWS has them.
  package static let publicAddress = "https://pricing.us-east-1.amazonaws.com"

  /// The lists that have prices that bills need.
  package static let offers = [
    "AmazonEC2", "AmazonEKS", "AWSELB", "AmazonS3", "awskms", "AmazonCloudWatch", "AmazonVPC", "AmazonECR",
    "AWSDataTransfer",
  ]

  private let transport: HTTPTransport
  private let folder: String

  /// How often a broken download is continued without a byte having arrived.
  private static let attempts = 6
  /// The largest list in bytes. That of EC2 in a region has some hundred million.
  private static let limit = 8 << 30

  /// - Parameter folder: Where the files are kept; it is created.
  package init(transport: HTTPTransport, folder: String) {
    self.transport = transport
    self.folder = folder
  }

  /// A list of a region.
  package struct List: Sendable, Hashable {
    /// The service.
    package let offer: String
    /// The region.
    package let region: String

    /// Creates the name of a list.
    package init(offer: String, region: String) {
      self.offer = offer
      self.region = region
    }
  }

  /// Fetches a list.
  /// - Parameter progress: Is told how many bytes there are, and of how many; nil if that is not known.
  /// - Returns: Its file; nil if the region has no such list.
  /// - Throws: `AWSError`.
  package func fetch(_ list: List, progress: @escaping @Sendable (Int, Int?) -> Void) async throws(AWSError) -> String?
  {
    let what = "the price list \(list.offer) of \(list.region)"
    let path = ["offers", "v1.0", "aws", list.offer, "current", list.region, "index.csv"]
    let name = Digest(sha256: Array("\(transport.endpoint)/\(path.joined(separator: "/"))".utf8)).hexadecimal
    let (whole, part) = ("\(folder)/\(name).csv", "\(folder)/\(name).part")
    let (wholeTag, partTag) = (whole + ".tag", part + ".tag")
    var failures = 0
    while true {
      var headers = [(name: "Accept-Encoding", value: "gzip")]
      let target: DownloadTarget
      do throws(FileError) { target = try DownloadTarget(part, tagPath: partTag, limit: Self.limit) } catch {
        throw .local(what: what, problem: "\(error)")
      }
      if target.start > 0, let tag = EntityTagFile.read(partTag) {
        headers += [(name: "Range", value: "bytes=\(target.start)-"), (name: "If-Range", value: tag)]
      } else if FileReading.exists(whole), let tag = EntityTagFile.read(wholeTag) {
        headers.append((name: "If-None-Match", value: tag))
      }
      let watch = Task {
        while !Task.isCancelled {
          progress(target.byteCount, target.expectedCount)
          try? await Task.sleep(for: .milliseconds(200))
        }
      }
      let result: Result<HTTPResponse, HTTPFailure>
      do throws(HTTPFailure) {
        result = .success(try await transport.download(HTTPRequest(.get, path, headers: headers), to: target))
      } catch { result = .failure(error) }
      watch.cancel()
      switch result {
      case .success(let answer):
        switch answer.status {
        case 200, 206:
          guard target.hasArrived else { throw .unexpected(what: what, problem: "the answer is empty") }
          if let whole = target.expectedCount, target.byteCount < whole {
            // A part that ends before the whole does.
            failures += 1
            guard failures < Self.attempts else {
              throw .unexpected(what: what, problem: "the answer ends too early")
            }
            continue
          }
          try keep(part, as: whole, tag: answer.entityTag, wholeTag, what)
          unlink(partTag)
          return whole
        case 304:
          unlink(part)
          return whole
        case 403, 404:
          unlink(part)
          return nil
        case 416:
          // The partial file is not the beginning of the current list.
          unlink(part)
          unlink(partTag)
        case let status where !RetryPolicy.isTransient(status: status):
          throw .unexpected(what: what, problem: "the answer has status \(status)")
        default: break
        }
        failures += 1
        guard failures < Self.attempts else {
          throw .unexpected(what: what, problem: "the answer has status \(answer.status)")
        }
      case .failure(.unwritable(let reason)): throw .local(what: what, problem: "it cannot be written: \(reason)")
      case .failure(let failure):
        failures = target.byteCount > target.start ? 0 : failures + 1
        guard failure.isTransient, failures < Self.attempts else { throw .unanswered(what: what, failure) }
      }
      await transport.clocks.sleep(RetryPolicy().pause(after: max(1, failures)))
      guard !Task.isCancelled else { throw .unexpected(what: what, problem: "it was given up") }
    }
  }

  /// Removes a list that cannot be read, so that it is fetched again.
  static func forget(_ file: String) {
    unlink(file + ".tag")
    unlink(file)
  }

  private func keep(
    _ part: String, as whole: String, tag: String?, _ wholeTag: String, _ what: String
  ) throws(AWSError) {
    // Without its tag, the file is fetched again the next time.
    unlink(wholeTag)
    guard rename(part, whole) == 0 else {
      throw .local(what: what, problem: "`\(whole)` cannot be written: \(SystemError.last)")
    }
    if let tag { EntityTagFile.write(tag, to: wholeTag) }
  }
}
