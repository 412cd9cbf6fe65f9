import Glibc

/// The time from one level of a queue to the next higher one, which may take some steps down first.
struct FirstPassage {
  private let arrivals: Double
  private let time: Double
  /// What the Laplace transform lacks to 1, at the points of Stehfest's inversion: the difference of numbers near 1 would lose
  /// digits that the inversion needs.
  private var complement = [Double](repeating: 0, count: Self.weights.count)

  /// Passages upwards from the lowest level on, and how long they take compared with a time in seconds.
  init(arrivals: Double, until time: Double) {
    self.arrivals = arrivals
    self.time = time
  }

  /// Goes on to the passage that begins one level higher.
  /// - Parameter deaths: the rate at which that level falls to the one below; 0 at the lowest level.
  mutating func rise(deaths: Double) {
    for index in complement.indices {
      let point = time > 0 ? Double(index + 1) * Self.logarithmOfTwo / time : 0
      let lost = point + deaths * complement[index]
      complement[index] = lost / (arrivals + lost)
    }
  }

  /// The probability that the passage takes longer.
  var later: Double {
    guard time > 0 else { return 1 }
    var sum = 0.0
    for index in complement.indices { sum += Self.weights[index] * complement[index] / Double(index + 1) }
    return min(1, max(0, sum))
  }

  /// The mean of the time that the passage takes, where what takes longer counts as the time to compare with; in seconds.
  var meanUntil: Double {
    guard time > 0 else { return 0 }
    var sum = 0.0
    for index in complement.indices {
      let point = Double(index + 1)
      sum += Self.weights[index] * complement[index] / (point * point)
    }
    return min(time, max(0, sum * time / Self.logarithmOfTwo))
  }

  /// The mean of that part of the time in which the number of jobs is at the higher level or above, if it has just risen to it
  /// and each job there waits for others to end; in seconds.
  ///
  /// The stays above and below alternate. A stay above ends at the rate `others` while it is at the level, with the transform
  /// η = 1 - ε of which λ ε² + (others + s - λ) ε = s holds; so the time above has the transform ε / (s (1 - η φ)).
  /// - Parameter others: the rate at which the number of jobs falls there.
  func timeAbove(others: Double) -> Double {
    guard time > 0, others > 0 else { return time }
    var sum = 0.0
    for index in complement.indices {
      let number = Double(index + 1)
      let point = number * Self.logarithmOfTwo / time
      let slope = others + point - arrivals
      let root = (slope * slope + 4 * arrivals * point).squareRoot()
      let ends = slope > 0 ? 2 * point / (slope + root) : (root - slope) / (2 * arrivals)
      let returns = ends + complement[index] - ends * complement[index]
      sum += Self.weights[index] * ends / (point * returns) / number
    }
    return min(time, max(0, sum))
  }

  private static let logarithmOfTwo = log(2.0)

  /// Stehfest's weights for fourteen points, for which the precision of doubles is enough.
  static let weights: [Double] = {
    func factorial(_ number: Int) -> Double { number < 2 ? 1 : Double(number) * factorial(number - 1) }
    let (count, half) = (14, 7)
    return (1...count).map { index in
      let sum = ((index + 1) / 2...min(index, half)).reduce(0.0) { sum, step in
        let divisor =
          factorial(half - step) * factorial(step) * factorial(step - 1) * factorial(index - step)
          * factorial(2 * step - index)
        return sum + pow(Double(step), Double(half)) * factorial(2 * step) / divisor
      }
      return (index + half).isMultiple(of: 2) ? sum : -sum
    }
  }()
}
