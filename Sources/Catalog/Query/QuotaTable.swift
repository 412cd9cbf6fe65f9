/// The quotas of vCPUs, and which of them counts the instances of a type.
///
/// The table of quotas names series of types: the letters with which the name of a type begins, such as `g`, `inf` or `u`,
/// or letters with a generation, such as `p5`. No name is longer than eight letters, so a series is compared as one number:
/// finding the quota of a type allocates nothing.
struct QuotaTable: Sendable {
  /// The quotas, by code.
  let quotas: [Quota]
  private let entries: [Entry]

  private struct Entry: Sendable {
    let series: Series
    let purchase: Quota.Purchase
    let quota: Int
  }

  init(_ quotas: [Quota]) {
    self.quotas = quotas
    entries = quotas.enumerated().flatMap { index, quota in
      quota.series.compactMap { Series($0).map { Entry(series: $0, purchase: quota.purchase, quota: index) } }
    }
  }

  /// The quota that counts the vCPUs of a type; nil if the table does not tell.
  func quota(of type: String, _ purchase: Quota.Purchase) -> Quota? {
    guard let series = Series(ofType: type) else { return nil }
    return quota(series, purchase) ?? series.kin.flatMap { quota($0, purchase) }
  }

  private func quota(_ series: Series, _ purchase: Quota.Purchase) -> Quota? {
    entries.first { $0.purchase == purchase && $0.series.includes(series) }.map { quotas[$0.quota] }
  }
}

/// The letters with which the name of an instance type begins, and its generation.
private struct Series: Sendable {
  /// The letters, the last one lowest.
  let letters: UInt64
  /// The number after the letters; nil for a series of the table that has every generation.
  let generation: Int?

  /// The series of the table that has the types of another one, which the table does not name.
  ///
  /// The names of AWS's quotas list letters only. That `im` (Im4gn) and `is` (Is4gen), which are variants of I for storage,
  /// count as Standard instances, and `gr` (Gr6), which is G6 with more memory, as G, is from AWS's page "Amazon EC2 instance
  /// type quotas". No other series is derived: `mac`, for example, does not begin with the series `m`.
  var kin: Series? {
    switch letters {
    case Self.im, Self.is: Series(letters: Self.i, generation: generation)
    case Self.gr: Series(letters: Self.g, generation: generation)
    default: nil
    }
  }

  private static let (im, `is`, i) = (packed("im"), packed("is"), packed("i"))
  private static let (gr, g) = (packed("gr"), packed("g"))

  private static func packed(_ text: StaticString) -> UInt64 {
    text.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt64($1) } }
  }

  private init(letters: UInt64, generation: Int?) {
    self.letters = letters
    self.generation = generation
  }

  /// A series as the table writes it: `g`, or `p5` with a generation. Nil for anything else.
  init?(_ text: String) {
    guard let (letters, generation, rest) = Self.parts(text), rest == nil else { return nil }
    self.init(letters: letters, generation: generation)
  }

  /// The series of an instance type: that of `p5en.48xlarge` is `p5`. The high-memory types whose names have their memory
  /// in place of a generation, such as `u-6tb1.metal`, are of the series `u`. Nil for what cannot be a type's name.
  init?(ofType name: String) {
    guard let (letters, generation, rest) = Self.parts(name), let rest else { return nil }
    let isHighMemory = letters == UInt64(UInt8(ascii: "u")) && rest == UInt8(ascii: "-")
    guard generation != nil || isHighMemory, name.utf8.contains(UInt8(ascii: ".")) else { return nil }
    self.init(letters: letters, generation: generation)
  }

  /// The letters and the number with which a text begins, and the byte after them; nil unless there are one to eight letters
  /// and at most two digits.
  private static func parts(_ text: String) -> (letters: UInt64, generation: Int?, rest: UInt8?)? {
    var letters: UInt64 = 0
    var generation: Int?
    var (letterCount, digitCount) = (0, 0)
    var rest: UInt8?
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z") where digitCount == 0 && letterCount < 8:
        letters = letters << 8 | UInt64(byte)
        letterCount += 1
        continue
      case UInt8(ascii: "0")...UInt8(ascii: "9") where letterCount > 0 && digitCount < 2:
        generation = (generation ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        digitCount += 1
        continue
      default: rest = byte
      }
      break
    }
    return letterCount == 0 ? nil : (letters, generation, rest)
  }

  /// Whether it has a type of another series.
  func includes(_ other: Series) -> Bool {
    letters == other.letters && (generation == nil || generation == other.generation)
  }
}

extension Catalog {
  /// The quota that counts the vCPUs of running instances of a type; nil if the catalog does not know.
  ///
  /// A type has one quota when it is bought on demand and at most one as spot capacity. Some types, such as Macs and those of
  /// the first generations of cluster computing, have none that the catalog knows: they may be limited in other ways.
  public func quota(of type: String, boughtBy purchase: Quota.Purchase = .onDemand) -> Quota? {
    quotaTable.quota(of: type, purchase)
  }

  /// The quota with a code; nil if the catalog does not know it.
  public func quota(code: String) -> Quota? { quotas.first { $0.code == code } }
}
