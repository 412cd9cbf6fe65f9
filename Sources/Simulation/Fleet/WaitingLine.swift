/// The waiting jobs in order of arrival. They may leave in any order.
struct WaitingLine {
  private var previous: [Int32]
  private var following: [Int32]
  /// The first and last waiting job; -1 if there is none.
  private(set) var first: Int32 = -1
  private var last: Int32 = -1
  private(set) var isEmpty = true

  init(jobs: Int) {
    previous = Array(repeating: -1, count: jobs)
    following = Array(repeating: -1, count: jobs)
  }

  /// The job after `job`; -1 if there is none.
  func after(_ job: Int32) -> Int32 { following[Int(job)] }

  /// Inserts a job by arrival: new jobs at the end, restarted ones before all that arrived later.
  mutating func insert(_ job: Int32) {
    var before = last
    if job < last {
      // The job ran before, so few waiting jobs arrived earlier: its place is near the head.
      before = -1
      var other = first
      while other >= 0, other < job {
        before = other
        other = following[Int(other)]
      }
    }
    let behind = before >= 0 ? following[Int(before)] : first
    previous[Int(job)] = before
    following[Int(job)] = behind
    if before >= 0 { following[Int(before)] = job } else { first = job }
    if behind >= 0 { previous[Int(behind)] = job } else { last = job }
    isEmpty = false
  }

  mutating func remove(_ job: Int32) {
    let (before, behind) = (previous[Int(job)], following[Int(job)])
    if before >= 0 { following[Int(before)] = behind } else { first = behind }
    if behind >= 0 { previous[Int(behind)] = before } else { last = before }
    isEmpty = first < 0
  }
}
