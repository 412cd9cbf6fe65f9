import Gzip
import Testing

@testable import Simulation

struct GzipTests {
  /// `arrival,duration\n1,5\n` and `2,6\n`, each compressed by Python's gzip.
  private let first: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 44, 42, 202, 44, 75, 204, 209, 73, 41, 45, 74, 44, 201, 204, 207, 227, 50,
    212, 49, 229, 2, 0, 27, 190, 13, 169, 21, 0, 0, 0,
  ]
  private let second: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 51, 210, 49, 227, 2, 0, 217, 40, 248, 35, 4, 0, 0, 0,
  ]

  @Test func `reads several members as one file`() throws {
    let trace = try JobTrace(first + second, source: "jobs.csv.gz", format: .csv(CSVColumns()))
    #expect(trace.jobs.arrivals == [0, 1])
    #expect(trace.jobs.services == [5, 6])
  }

  /// Everything, some bytes at a time.
  private func decompressed(_ bytes: [UInt8], chunk: Int = 7) throws(Inflater.Failure) -> [UInt8] {
    let stream = GzipStream(bytes)
    var output: [UInt8] = []
    while true {
      let before = output.count
      try stream.read(chunk, into: &output)
      #expect(output.count <= before + chunk)
      if output.count == before { return output }
    }
  }

  @Test func `reads some bytes at a time`() throws {
    for chunk in [1, 2, 3, 20, 21, 22, 1_000] {
      #expect(try decompressed(first + second, chunk: chunk) == Array("arrival,duration\n1,5\n2,6\n".utf8))
    }
  }

  @Test func `passes over empty members`() throws {
    let empty: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    #expect(try decompressed(empty + first + empty + empty + second + empty).count == 25)
    #expect(try decompressed(empty).isEmpty)
  }

  @Test func `refuses a file that ends too early, wherever`() {
    let whole = first + second
    for count in 2..<whole.count where count != first.count {
      #expect(throws: Inflater.Failure.truncated) { try decompressed(Array(whole[..<count])) }
    }
    let error = #expect(throws: TraceError.self) {
      try JobTrace(Array(first.dropLast()), source: "jobs.csv.gz", format: .csv(CSVColumns()))
    }
    #expect(error?.description == "jobs.csv.gz: the gzip file ends too early")
  }

  @Test func `refuses damaged bytes and what follows that is not gzip`() {
    var damaged = first
    damaged[first.count - 6] ^= 1  // the checksum
    #expect(throws: Inflater.Failure.damaged) { try decompressed(damaged) }
    #expect(throws: Inflater.Failure.damaged) { try decompressed(first + [1, 2, 3, 4]) }
  }

  @Test func `makes no more bytes than allowed, and names the line`() throws {
    let bytes = first + second
    #expect(throws: Never.self) {
      try JobTrace(
        bytes, source: "jobs.csv.gz", format: .csv(CSVColumns()), limits: TraceLimits(bytes: 25))
    }
    let error = #expect(throws: TraceError.self) {
      try JobTrace(bytes, source: "jobs.csv.gz", format: .csv(CSVColumns()), limits: TraceLimits(bytes: 24))
    }
    #expect(error?.description == "jobs.csv.gz:3: more than 24 bytes")
  }
}
