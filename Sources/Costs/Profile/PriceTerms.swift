import Catalog
import Findings
public import Money
public import Platform

/// The price terms agreed on in addition to AWS's list: custom prices, discounts and markups.
///
/// A custom price replaces the list price, and no discount applies to it. A discount or markup for the service takes
/// precedence over one for all services. A markup is added to what is paid.
public struct PriceTerms: Sendable {
  /// The percentages taken off list prices.
  let discounts: [PercentTerm]
  /// The percentages added to what is paid.
  let markups: [PercentTerm]
  /// The custom prices.
  let book: [BookPrice]

  /// The markups alone, for prices that are agreed on already.
  var markupsOnly: PriceTerms { PriceTerms(discounts: [], markups: markups, book: []) }

  /// Terms that leave list prices as they are.
  static let none = PriceTerms(discounts: [], markups: [], book: [])

  /// The service that instances belong to.
  public static let instanceService = "EC2"

  var isEmpty: Bool { discounts.isEmpty && markups.isEmpty && book.isEmpty }

  /// The custom price; one for the region takes precedence over one for all regions.
  func bookPrice(of item: PricedItem, in region: String) -> BookPrice? {
    book.first { $0.item == item && $0.region?.value == region } ?? book.first { $0.item == item && $0.region == nil }
  }

  /// The percentage for the service, otherwise the one for all services.
  static func term(_ terms: [PercentTerm], for item: PricedItem) -> PercentTerm? {
    terms.first { $0.service == item.service } ?? terms.first { $0.service == nil }
  }
}

/// A discount or a markup.
public struct PercentTerm: Sendable, Equatable {
  /// The service that it applies to; nil for all.
  public let service: String?
  /// The percentage, such as 12.5.
  public let percent: Quantity
  /// Who agreed to it and where it is documented.
  public let reason: String
  /// The factor for prices: 0.875 for a discount of 12.5 percent.
  let factor: Quantity
}

/// An item with a unit price.
enum PricedItem: Sendable, Hashable {
  case instanceType(String)
  case service(ServicePrice.Key)

  /// A title such as `g6.xlarge` or `NAT gateway, data processed`.
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

/// A custom price.
struct BookPrice: Sendable {
  let item: PricedItem
  /// The place of the instance type, or of the usage of the service.
  let place: Place
  /// The region that the price applies to; nil for all.
  let region: Located<String>?
  let unit: Located<String>
  let amount: Money
  let date: CalendarDate
  let reason: String
}

/// A term that a price depends on.
public enum AppliedTerm: Sendable, Equatable, CustomStringConvertible {
  /// A custom price.
  case priceBook(item: String, date: CalendarDate, reason: String)
  /// A percentage off the list price.
  case discount(PercentTerm)
  /// A percentage on top of what is paid.
  case markup(PercentTerm)

  /// A short form: `own price`, `-12 %`, `+2 %`.
  public var short: String {
    switch self {
    case .priceBook: "own price"
    case .discount(let term): "-\(term.percent) %"
    case .markup(let term): "+\(term.percent) %"
    }
  }

  /// A description such as `discount of 12 % on EC2: enterprise agreement`.
  public var description: String {
    switch self {
    case .priceBook(let item, let date, let reason): "custom price for \(item) as of \(date): \(reason)"
    case .discount(let term): "discount of \(term.percent) % on \(term.service ?? "all services"): \(term.reason)"
    case .markup(let term): "markup of \(term.percent) % on \(term.service ?? "all services"): \(term.reason)"
    }
  }
}

extension Sequence<AppliedTerm> {
  /// The terms in order, each once.
  public var eachOnce: [AppliedTerm] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
