import Testing

@testable import Queueing

struct ErlangTests {
  /// Values of the project's own list of references, computed apart from this code.
  struct Reference: Sendable {
    let servers: Int
    let load: Double
    var b: Double?
    let c: Double
  }

  static let references = [
    Reference(servers: 2, load: 1.5, c: 0.642857143),
    Reference(servers: 3, load: 2, c: 0.444444444),
    Reference(servers: 4, load: 3, c: 0.509433962),
    Reference(servers: 5, load: 4, c: 0.554112554),
    Reference(servers: 10, load: 8, b: 0.121661064, c: 0.409180151),
    Reference(servers: 50, load: 45, c: 0.363864467),
    Reference(servers: 100, load: 90, c: 0.216940481),
  ]

  @Test(arguments: references) func `gives the reference values to nine digits`(reference: Reference) throws {
    let c = try #require(Erlang.c(servers: reference.servers, load: reference.load))
    #expect(abs(c - reference.c) < 5e-10)
    if let expected = reference.b {
      let b = try #require(Erlang.b(servers: reference.servers, load: reference.load))
      #expect(abs(b - expected) < 5e-10)
    }
  }

  @Test func `says that everybody waits where the servers cannot carry the load`() {
    #expect(Erlang.c(servers: 3, load: 3) == 1)
    #expect(Erlang.c(servers: 0, load: 1) == 1)
  }

  @Test func `stays stable for a million servers`() throws {
    let c = try #require(Erlang.c(servers: 1_000_000, load: 999_000))
    #expect(c > 0.2 && c < 0.3)
  }

  @Test func `refuses loads and servers that make no sense`() {
    #expect(Erlang.b(servers: -1, load: 1) == nil)
    #expect(Erlang.b(servers: 1, load: -1) == nil)
    #expect(Erlang.c(servers: 1, load: .nan) == nil)
    #expect(Erlang.c(servers: .max, load: 1) == nil)
  }
}
