import HTTP

/// What `tollgate submit` must not be: a client that repeats the request for a cluster until it is told that it was done,
/// as upstream's did. The test that kills clients must catch it making two clusters.
@main
struct BlindClient {
  static func main() async throws {
    let (url, name) = (CommandLine.arguments[1], CommandLine.arguments[2])
    let headers = [
      (name: "Authorization", value: "Basic dTprZXk="), (name: "Content-Type", value: "application/json"),
    ]
    let body = Array("{\"name\": \"\(name)\", \"spec\": {}}".utf8)
    let request = HTTPRequest(.post, ["v1", "core", "clusters"], headers: headers, body: body)
    try await HTTPTransport.with(HTTPEndpoint(url), userAgent: "blind") { transport in
      while true {
        if let answer = try? await transport.send(request), answer.isSuccess { return }
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }
}
