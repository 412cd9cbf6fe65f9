import Catalog
import Findings
public import Money
public import Platform

/// What is agreed on prices besides AWS's list: prices of one's own, discounts and markups.
///
/// A price of one's own replaces the list price, and no discount applies to it. Of several discounts, and of several
/// markups, the one for the service applies instead of the one for all. A markup is added to what is paid.
public struct PriceTerms: Sendable {
  /// What is taken off list prices.
  let discounts: [PercentTerm]
  /// What is added to prices paid.
  let markups: [PercentTerm]
  /// The prices of one's own.
  let book: [BookPrice]

  /// List prices as they are.
  static let none = PriceTerms(discounts: [], markups: [], book: [])

  /// The service to which instances belong.
  public static let instanceService = "EC2"

  var isEmpty: Bool { discounts.isEmpty && markups.isEmpty && book.isEmpty }

  /// A price of one's own; one for the region before one for all regions.
  func bookPrice(of item: PricedItem, in region: String) -> BookPrice? {
    book.first { $0.item == item && $0.region?.value == region } ?? book.first { $0.item == item && $0.region == nil }
  }

  /// The percentage for the service, or for all.
  static func term(_ terms: [PercentTerm], for item: PricedItem) -> PercentTerm? {
    terms.first { $0.service == item.service } ?? terms.first { $0.service == nil }
  }
}

/// A discount or a markup.
public struct PercentTerm: Sendable, Equatable {
  /// The service whose prices it changes; nil for all.
  public let service: String?
  /// The percentage, such as 12.5.
  public let percent: Quantity
  /// Who agreed on it, where it is written.
  public let reason: String
  /// What prices are multiplied by: 0.875 for a discount of 12.5 percent.
  let factor: Quantity
}

/// What has a unit price.
enum PricedItem: Sendable, Hashable {
  case instanceType(String)
  case service(ServicePrice.Key)

  /// `g6.xlarge`, `NAT gateway, data processed`.
  var title: String {
    switch self {
    case .instanceType(let type): type
    case .service(let key): "\(key.service), \(key.usage)"
    }
  }

  var service: String {
    switch self {
    case .instanceType: PriceTerms.instanceService
    case .service(let key): key.service
    }
  }
}

/// A price of one's own.
struct BookPrice: Sendable {
  let item: PricedItem
  /// Where the instance type, or the usage of the service, stands.
  let place: Place
  /// The only region in which it is the price; nil for all.
  let region: Located<String>?
  let unit: Located<String>
  let amount: Money
  let date: CalendarDate
  let reason: String
}

/// A term that a price rests on.
public enum AppliedTerm: Sendable, Equatable, CustomStringConvertible {
  /// A price of one's own.
  case priceBook(item: String, date: CalendarDate, reason: String)
  /// A percentage off the list price.
  case discount(PercentTerm)
  /// A percentage on top of what is paid.
  case markup(PercentTerm)

  /// In short: `own price`, `-12 %`, `+2 %`.
  public var short: String {
    switch self {
    case .priceBook: "own price"
    case .discount(let term): "-\(term.percent) %"
    case .markup(let term): "+\(term.percent) %"
    }
  }

  /// `discount of 12 % on EC2: enterprise agreement`.
  public var description: String {
    switch self {
    case .priceBook(let item, let date, let reason): "price of one's own for \(item) as of \(date): \(reason)"
    case .discount(let term): "discount of \(term.percent) % on \(term.service ?? "all services"): \(term.reason)"
    case .markup(let term): "markup of \(term.percent) % on \(term.service ?? "all services"): \(term.reason)"
    }
  }
}
