import Documents
import Findings
import Money
import Platform
import Requests

extension PolicyDecoder {
  private static let budgetFields = [
    Field("description", "description: …"), Field("owner", "owner: platform@example.com"),
    Field("monthly", "monthly: 25000.00"), Field("currency", "currency: USD"), Field("warnAt", "warnAt: 80"),
    Field("requests", "requests: {matchLabels: {team: vision}}"), Field("exceptions", "exceptions: Allowed"),
    Field("from", "from: 2027-01-01"), Field("until", "until: 2027-12-31"),
  ]

  private static let budgetedFields =
    TreeDecoder.selectorFields + [
      Field("accounts", "accounts: [\"123456789012\"]"), Field("regions", "regions: [us-east-1]"),
    ]

  /// The budget of a document of kind `Budget`; nil if a required part is missing.
  mutating func budget(_ root: Node) -> Budget? {
    let fields = decoder.document(
      root, .budget, known: [Self.metadataField, Field("spec", "spec: {monthly: …, currency: …}")])
    let metadata = decoder.fields("metadata", in: fields, isRequired: true, known: Self.metadataFields)
    let name = name("name", in: metadata, separators: "-.")
    _ = decoder.texts("labels", in: metadata)
    let spec = decoder.fields("spec", in: fields, isRequired: true, known: Self.budgetFields)
    let monthly = cap(in: spec)
    let warnAt = decoder.number("warnAt", in: spec).flatMap { percent($0) }
    let exceptions: Permission? = decoder.choice("exceptions", in: spec, code: .policyDocument)
    let requests = decoder.fields("requests", in: spec, isRequired: true, known: Self.budgetedFields)
    let labels = requests.map { decoder.selector(of: $0) }
    let accounts = list("accounts", in: requests, of: "an account")
    for account in accounts where !ClusterRequest.isAccount(account.value) {
      report(
        "`\(printable(account.value, limit: 40))` is not an account, which has twelve digits", at: account.place,
        help: "write it in quotes, with leading zeros")
    }
    let regions = list("regions", in: requests, of: "a region")
    let from = day("from", in: spec)
    let until = day("until", in: spec)
    if let from, let until, until.value < from.value {
      report("`until` is before `from`, so that the budget is never valid", at: until.place)
    }
    guard let name, let monthly, let labels else { return nil }
    return Budget(
      name: name, description: decoder.string("description", in: spec)?.value,
      owner: decoder.string("owner", in: spec)?.value, monthly: monthly, warnAt: warnAt, labels: labels,
      accounts: accounts.map(\.value), regions: regions, allowsExceptions: exceptions != .forbidden, from: from?.value,
      until: until, place: beginning(root))
  }

  /// The cap, from an amount and a currency.
  private mutating func cap(in spec: TreeDecoder.Fields?) -> Located<Money>? {
    let amount = decoder.number("monthly", in: spec, isRequired: true)
    let code = decoder.string("currency", in: spec, isRequired: true)
    let currency = code.flatMap { Currency($0.value) }
    if let code, currency == nil {
      report(
        "`\(printable(code.value, limit: 40))` is not the code of a currency", at: code.place,
        help: "write three capital letters, such as `USD`")
    }
    guard let amount, let currency else { return nil }
    guard let money = try? Money(amount.value, currency), !money.isNegative else {
      report(
        "`\(printable(amount.value, limit: 40))` is not an amount", at: amount.place,
        help: "write digits, a point and at most twelve digits")
      return nil
    }
    return Located(money, at: amount.place)
  }

  private mutating func percent(_ text: Located<String>) -> Quantity? {
    guard let percent = Quantity(text.value), percent > .zero, percent <= Quantity(100) else {
      report("`warnAt` is a percentage above 0, at most 100", at: text.place)
      return nil
    }
    return percent
  }

  /// A list that is not empty: an empty one would match nothing, or everything.
  private mutating func list(
    _ name: String, in fields: TreeDecoder.Fields?, of element: String
  ) -> [Located<String>] {
    guard let fields, let texts = decoder.strings(name, in: fields) else { return [] }
    if case .sequence(let elements)? = fields[name]?.value, elements.isEmpty {
      report(
        "`\(name)` is empty", at: decoder.keyPlace(name, in: fields), help: "name \(element), or remove it for all")
    }
    return texts
  }

  /// A day of a budget.
  private mutating func day(_ name: String, in fields: TreeDecoder.Fields?) -> Located<CalendarDate>? {
    guard let text = decoder.string(name, in: fields) else { return nil }
    guard let date = CalendarDate(text.value) else {
      report("`\(name)` should be a day such as `2027-03-31`", at: text.place)
      return nil
    }
    return Located(date, at: text.place)
  }
}
