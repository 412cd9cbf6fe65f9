import Catalog

/// Reads the file of AWS's spot advisor: for each region and type, how often AWS takes capacity back, and how much cheaper it
/// was. The file carries no date.
final class SpotAdvisor {
  private struct Entry {
    let region: String
    let type: String
    let band: String
    let savings: String
  }

  private let context: ImportContext
  private var bands: [String: String] = [:]
  private var entries: [Entry] = []

  init(_ context: ImportContext) { self.context = context }

  func takeBand(_ record: borrowing Record) {
    if let index = record.text(.bandIndex), let label = record.text(.bandLabel) { bands[index] = label }
  }

  func takeAdvice(_ record: borrowing Record) {
    context.file.kind = "AWS's spot advisor"
    guard let region = record.text(.region), RegionName.isOne(region) else { return context.file.skip(.regionless) }
    var (type, band, savings) = ("", "", "")
    func add() {
      if !type.isEmpty { entries.append(Entry(region: region, type: type, band: band, savings: savings)) }
    }
    record.forEach { field, value in
      switch field {
      case .type:
        add()
        (type, band, savings) = (value, "", "")
      case .bandIndex: band = value
      case .savings: savings = value
      default: break
      }
    }
    add()
  }

  func end() throws(ImportProblem) {
    for entry in entries {
      guard InstanceTypeName(entry.type) != nil else {
        context.file.skip(.typeName)
        continue
      }
      guard let label = bands[entry.band], let band = Self.percents(label), let savings = Int(entry.savings),
        SpotMarket.Advice.savings.contains(savings)
      else {
        throw ImportProblem(
          "the advice for `\(entry.type)` in \(entry.region) is band `\(entry.band)` and savings of `\(entry.savings)`")
      }
      let advice = SpotMarket.Advice(
        leastPercent: band.lowerBound, greatestPercent: band.upperBound, savingsPercent: savings, asOf: context.day,
        source: "AWS's spot advisor of \(context.day)")
      context.draft.add(
        Dated(
          date: context.day, isOfAWS: true, value: advice, text: advice.text, source: advice.source),
        to: \.spotAdvice, in: entry.region, at: entry.type,
        about: "spot capacity of \(entry.type) in \(entry.region)")
      context.file.keep("bands of interruption")
    }
  }

  /// The percentages of `<5%`, `5-10%` or `>20%`.
  static func percents(_ label: String) -> ClosedRange<Int>? {
    guard label.hasSuffix("%") else { return nil }
    let text = label.dropLast()
    if text.hasPrefix("<"), let end = Int(text.dropFirst()), (0...100).contains(end) { return 0...end }
    if text.hasPrefix(">"), let start = Int(text.dropFirst()), (0...100).contains(start) { return start...100 }
    let parts = text.split(separator: "-").map { Int($0) }
    guard parts.count == 2, let start = parts[0], let end = parts[1], start <= end, end <= 100 else { return nil }
    return start...end
  }
}
