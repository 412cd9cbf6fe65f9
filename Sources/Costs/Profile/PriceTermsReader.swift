import Catalog
import Documents
import Findings
import Money
import Platform
import Spelling

extension CostProfileReader {
  private static let percentFields = [
    Field("service", "service: EC2"), Field("percent", "percent: 12"), Field("reason", "reason: …"),
  ]
  private static let bookFields = [
    Field("instanceType", "instanceType: m5.large"), Field("service", "service: EBS"),
    Field("usage", "usage: gp3 storage"), Field("unit", "unit: GB-month"), Field("region", "region: us-east-1"),
    Field("price", "price: 0.08"), Field("date", "date: 2026-11-01"), Field("reason", "reason: …"),
  ]

  private static let hundredth = Quantity("0.01") ?? .zero

  /// Reads the price terms of the profile, for the services that its components use.
  mutating func priceTerms(in fields: TreeDecoder.Fields, _ components: [Component]) -> PriceTerms {
    var services: Set<String> = [PriceTerms.instanceService]
    for component in components {
      if case .service(let key, _, _) = component.price { services.insert(key.service) }
    }
    return PriceTerms(
      discounts: percentTerms("discounts", in: fields, services, sign: -1),
      markups: percentTerms("markups", in: fields, services, sign: 1), book: priceBook(in: fields, components))
  }

  /// Reads discounts or markups; `sign` says whether they lower or raise prices.
  private mutating func percentTerms(
    _ name: String, in fields: TreeDecoder.Fields, _ services: Set<String>, sign: Int
  ) -> [PercentTerm] {
    guard let list = decoder.value(name, in: fields), let elements = decoder.elements(list, title: name) else {
      return []
    }
    var terms: [PercentTerm] = []
    for element in elements {
      guard let fields = decoder.fields(of: element, title: "an element of `\(name)`", known: Self.percentFields)
      else { continue }
      let service = decoder.string("service", in: fields, isRequired: true).flatMap { self.service($0, of: services) }
      let percent = decoder.number("percent", in: fields, isRequired: true).flatMap { self.percent($0, sign: sign) }
      let reason = decoder.string("reason", in: fields, isRequired: true)
      guard let service, let (percent, factor) = percent, let reason else { continue }
      if terms.contains(where: { $0.service == service.value }) {
        report("`\(service.value ?? "all")` is listed twice in `\(name)`", at: service.place)
      }
      terms.append(PercentTerm(service: service.value, percent: percent, reason: reason.value, factor: factor))
    }
    return terms
  }

  /// A service of the bill. A value of nil stands for all services.
  private mutating func service(_ name: Located<String>, of services: Set<String>) -> Located<String?>? {
    if name.value == "all" { return name.map { _ in nil } }
    if services.contains(name.value) { return name.map { $0 } }
    report(
      "no component of the profile is priced by the service `\(printable(name.value, limit: 80))`", at: name.place,
      help: [Self.suggestion(name.value, among: services.sorted() + ["all"])])
    return nil
  }

  /// Reads a percentage and the factor for prices.
  private mutating func percent(_ text: Located<String>, sign: Int) -> (Quantity, factor: Quantity)? {
    let limit = Quantity(sign < 0 ? 100 : 1_000_000)
    guard let percent = Quantity(text.value), percent >= .zero, percent <= limit else {
      report(
        sign < 0
          ? "a discount is a percentage from 0 to 100" : "a markup is a percentage from 0 to \(limit)", at: text.place)
      return nil
    }
    // INVARIANT: numbers up to a million are far from the end of the range.
    guard let share = try? percent.multiplied(by: Self.hundredth),
      (try? share.multiplied(by: Quantity(100))) == percent,
      let factor = sign < 0 ? try? Quantity.one.subtracting(share) : try? Quantity.one.adding(share)
    else {
      report("a percentage has at most seven decimal places", at: text.place)
      return nil
    }
    return (percent, factor)
  }

  private mutating func priceBook(in fields: TreeDecoder.Fields, _ components: [Component]) -> [BookPrice] {
    guard let list = decoder.value("priceBook", in: fields),
      let elements = decoder.elements(list, title: "priceBook")
    else { return [] }
    var prices: [BookPrice] = []
    for element in elements {
      guard let price = bookPrice(element, components) else { continue }
      if prices.contains(where: { $0.item == price.item && $0.region?.value == price.region?.value }) {
        report("the price book has this price twice", at: price.place)
      }
      prices.append(price)
    }
    return prices
  }

  private mutating func bookPrice(_ node: Node, _ components: [Component]) -> BookPrice? {
    guard let fields = decoder.fields(of: node, title: "an element of `priceBook`", known: Self.bookFields) else {
      return nil
    }
    let item = pricedItem(in: fields, components)
    var unit = decoder.string("unit", in: fields, isRequired: fields["instanceType"] == nil)
    let amount = money("price", in: fields)
    let date = decoder.string("date", in: fields, isRequired: true).flatMap { self.day($0) }
    let reason = decoder.string("reason", in: fields, isRequired: true)
    let region = decoder.string("region", in: fields)
    guard let item, let amount, let date, let reason else { return nil }
    if case .instanceType = item.value {
      unit = unit ?? Located("hour", at: item.place)
      if let unit, unit.value != "hour" { report("instance types are priced by the `hour`", at: unit.place) }
    }
    guard let unit else { return nil }
    return BookPrice(
      item: item.value, place: item.place, region: region, unit: unit, amount: amount, date: date,
      reason: reason.value)
  }

  /// Reads the instance type, or the usage of a service that a component uses.
  private mutating func pricedItem(in fields: TreeDecoder.Fields, _ components: [Component]) -> Located<PricedItem>? {
    if fields["instanceType"] != nil {
      for other in ["service", "usage"] where fields[other] != nil {
        report("`instanceType` and `\(other)` exclude each other", at: decoder.keyPlace(other, in: fields))
      }
      return decoder.string("instanceType", in: fields)?.map { .instanceType($0) }
    }
    guard let service = decoder.string("service", in: fields, isRequired: true),
      let usage = decoder.string("usage", in: fields, isRequired: true)
    else { return nil }
    var keys: [ServicePrice.Key] = []
    for component in components {
      if case .service(let key, _, _) = component.price { keys.append(key) }
    }
    let names = Set(keys.map(\.service))
    guard names.contains(service.value) else {
      report(
        "no component of the profile is priced by the service `\(printable(service.value, limit: 80))`",
        at: service.place, help: [Self.suggestion(service.value, among: names.sorted())])
      return nil
    }
    let key = ServicePrice.Key(named: service.value, usage.value)
    guard keys.contains(key) else {
      let usages = Set(keys.filter { $0.service == service.value }.map(\.usage)).sorted()
      report(
        "no component of the profile is priced by the usage `\(printable(usage.value, limit: 80))` of \(service.value)",
        at: usage.place, help: [Self.suggestion(usage.value, among: usages)])
      return nil
    }
    return usage.map { _ in .service(key) }
  }

  mutating func exchangeRate(_ node: Node) -> ExchangeRate? {
    let known = [
      Field("code", "code: EUR"), Field("rate", "rate: 0.92"), Field("date", "date: 2026-11-01"),
    ]
    guard let fields = decoder.fields(of: node, title: "currency", known: known) else { return nil }
    let code = decoder.string("code", in: fields, isRequired: true)
    let rate = decoder.number("rate", in: fields, isRequired: true)
    let date = decoder.string("date", in: fields, isRequired: true).flatMap { self.day($0) }
    guard let code, let rate, let date else { return nil }
    guard let currency = Currency(code.value), currency != .usd else {
      report(
        code.value == "USD" ? "amounts are in USD already" : "a currency is three capital letters, such as `EUR`",
        at: code.place)
      return nil
    }
    if !Currency.codes.contains(code.value) {
      report(
        "there is no currency `\(code.value)`", at: code.place,
        help: [
          Spelling.nearest(to: code.value, in: Currency.codes.sorted()).first.map { Spelling.question($0) }
            ?? "write a code of ISO 4217, such as `EUR`"
        ])
    }
    guard let quantity = Quantity(rate.value), quantity > .zero, quantity <= Quantity(1_000_000_000) else {
      report(
        "`rate` is how many \(currency) one US dollar is worth, more than zero, with at most nine decimal places",
        at: rate.place)
      return nil
    }
    return ExchangeRate(currency: currency, rate: quantity, date: date)
  }

  private mutating func day(_ text: Located<String>) -> CalendarDate? {
    let day = CalendarDate(text.value)
    if day == nil { report("`date` should be a day such as `2026-11-01`", at: text.place) }
    return day
  }

  private static func suggestion(_ word: String, among known: [String]) -> String {
    if let nearest = Spelling.nearest(to: word, in: known).first { return Spelling.question(nearest) }
    return "there may be " + known.map { "`\($0)`" }.joined(separator: ", ")
  }
}
