import Synchronization

/// How fast requests to a region follow one another. Each throttled one halves the pace, each answered one doubles it again,
/// as the adaptive retry mode of AWS's SDKs does in its way.
final class Pace: Sendable {
  private struct State {
    /// The least time between the starts of two requests.
    var interval = Duration.zero
    var next = Duration.zero
  }

  private static let slowest = Duration.seconds(5)
  private static let first = Duration.milliseconds(200)

  private let state = Mutex(State())

  /// How long the next request must wait, from now on.
  func turn(_ now: Duration) -> Duration {
    state.withLock { state in
      let start = max(now, state.next)
      state.next = start + state.interval
      return start - now
    }
  }

  /// Notes that a request was answered.
  func speedUp() {
    state.withLock { state in
      state.interval = state.interval <= Self.first ? .zero : state.interval / 2
    }
  }

  /// Notes that a request was throttled.
  func slowDown() {
    state.withLock { state in
      state.interval = min(Self.slowest, max(Self.first, state.interval * 2))
    }
  }
}

/// The paces of regions, since AWS throttles each by itself.
final class Paces: Sendable {
  private let paces = Mutex<[String: Pace]>([:])

  /// The pace of a region.
  subscript(region: String) -> Pace {
    paces.withLock { paces in
      if let known = paces[region] { return known }
      let new = Pace()
      paces[region] = new
      return new
    }
  }
}
