import Glibc

/// Student's t distribution with a whole number of degrees of freedom.
public enum StudentT {
  /// The probability that the magnitude stays below `t`, by the finite sums of Abramowitz and Stegun, "Handbook of
  /// Mathematical Functions" (1964), 26.7.3 and 26.7.4.
  static func central(_ t: Double, freedom: Int) -> Double {
    let angle = atan(t / sqrt(Double(freedom)))
    let square = cos(angle) * cos(angle)
    let isOdd = freedom % 2 == 1
    var term = isOdd ? cos(angle) : 1
    var sum = isOdd && freedom == 1 ? 0 : term
    var factor = isOdd ? 2.0 : 1.0
    while Int(factor) <= freedom - 3 {
      term *= square * factor / (factor + 1)
      sum += term
      factor += 2
    }
    return isOdd ? 2 / Double.pi * (angle + sin(angle) * sum) : sin(angle) * sum
  }

  /// The magnitude that is exceeded, on either side, with probability 1 - `level`: 12.706 for 0.95 and one degree.
  ///
  /// Above 1,000 degrees, it is the normal quantile with the first two terms of 26.7.5, exact to nine digits there.
  /// - Parameters:
  ///   - level: above 0 and below 1; otherwise the result is 0 or infinite.
  ///   - freedom: the degrees of freedom; the result is infinite below 1.
  public static func quantile(level: Double, freedom: Int) -> Double {
    guard level > 0 else { return 0 }
    guard level < 1, freedom >= 1 else { return .infinity }
    if freedom > 1_000 {
      let x = bisect { erf($0 / 2.0.squareRoot()) < level }
      let n = Double(freedom)
      return x + (x * x * x + x) / (4 * n) + (5 * pow(x, 5) + 16 * x * x * x + 3 * x) / (96 * n * n)
    }
    return bisect { central($0, freedom: freedom) < level }
  }

  /// The point at which a condition stops holding as its argument grows.
  private static func bisect(_ isBelow: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    while isBelow(high), high < 1e15 { (low, high) = (high, high * 2) }
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if isBelow(middle) { low = middle } else { high = middle }
    }
  }
}
