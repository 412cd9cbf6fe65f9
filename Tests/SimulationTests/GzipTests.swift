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

  @Test func `refuses a file that ends too early, wherever`() {
    let whole = first + second
    for count in 2..<whole.count where count != first.count {
      #expect(throws: Gzip.Failure.truncated) { try Gzip.decompress(Array(whole[..<count]), limit: 100) }
    }
    let error = #expect(throws: TraceError.self) {
      try JobTrace(Array(first.dropLast()), source: "jobs.csv.gz", format: .csv(CSVColumns()))
    }
    #expect(error?.description == "jobs.csv.gz: the gzip file ends too early")
  }

  @Test func `refuses damaged bytes and what follows that is not gzip`() {
    var damaged = first
    damaged[first.count - 6] ^= 1  // the checksum
    #expect(throws: Gzip.Failure.damaged) { try Gzip.decompress(damaged, limit: 100) }
    #expect(throws: Gzip.Failure.damaged) { try Gzip.decompress(first + [1, 2, 3, 4], limit: 100) }
  }

  @Test func `makes no more bytes than allowed`() throws {
    #expect(try Gzip.decompress(first, limit: 21).count == 21)
    #expect(throws: Gzip.Failure.tooLarge) { try Gzip.decompress(first, limit: 20) }
  }
}
