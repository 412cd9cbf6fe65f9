import Glibc
import Synchronization

/// The offset of clocks from UTC, by an offset such as `+02:00` or a name in the system's time zone database.
enum TimeZoneOffset {
  struct Unknown: Error, CustomStringConvertible {
    let description: String
  }

  /// The directory of the database (tzfile(5)).
  private static let folder = "/usr/share/zoneinfo/"

  private static let known = Mutex<[String: TimeZoneRules]>([:])

  /// Returns the seconds to add to UTC in a zone at a time.
  static func seconds(of zone: String, at moment: Int64) -> Result<Int, Unknown> {
    if zone == "UTC" || zone == "Z" { return .success(0) }
    if let offset = fixed(zone) { return .success(offset) }
    if let rules = known.withLock({ $0[zone] }) { return .success(rules.offset(at: moment)) }
    guard isName(zone) else { return .failure(Unknown(description: "`\(zone.prefix(60))` is not a time zone")) }
    guard let file = read(folder + zone), let rules = TimeZoneRules(file) else {
      let isInstalled = access(folder, R_OK) == 0
      return .failure(
        Unknown(
          description: isInstalled
            ? "there is no time zone `\(zone)`"
            : "the system has no time zone database (\(folder)); install Debian's tzdata"))
    }
    known.withLock { known in
      if known.count < 600 { known[zone] = rules }
    }
    return .success(rules.offset(at: moment))
  }

  /// Reads `+11:00`, `-02:30` or `02:00`.
  private static func fixed(_ zone: String) -> Int? {
    var scanner = DigitScanner(zone)
    let isNegative = scanner.take("-")
    if !isNegative { _ = scanner.take("+") }
    guard let hours = scanner.number(digits: 2), scanner.take(":"), let minutes = scanner.number(digits: 2),
      scanner.isAtEnd, hours < 24, minutes < 60
    else { return nil }
    return (hours * 3_600 + minutes * 60) * (isNegative ? -1 : 1)
  }

  /// Whether a text is parts of letters, digits and `_ + -` between slashes, so that it stays inside the directory.
  private static func isName(_ zone: String) -> Bool {
    let parts = zone.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let others = Set("_+-".utf8)
    return zone.utf8.count <= 64
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { Lexer.isLetter($0) || Lexer.isDigit($0) || others.contains($0) }
      }
  }

  /// Reads a regular file of at most one megabyte.
  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= 1 << 20 else {
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var count = 0
    while count < bytes.count {
      let taken = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, $0.count - count)
      }
      guard taken > 0 else { return nil }
      count += taken
    }
    return bytes
  }
}
