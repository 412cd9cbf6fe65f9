public import Catalog
public import Findings
import Money

/// Instance types and regions in Markdown, as an editor shows them.
public enum CatalogReference {
  /// What a type is made of, and its price in a region.
  public static func render(_ type: InstanceType, in region: String?, of catalog: Catalog) -> PrintableText {
    var text = "**\(MarkdownText.escaped(type.name))**\n\n"
    if let specification = type.specification {
      for line in CatalogText(catalog, style: TextStyle(isColored: false)).lines(of: specification) {
        text += "- \(MarkdownText.escaped(line))\n"
      }
    } else {
      text += "The catalog has no specification of it.\n"
    }
    guard let region, catalog.regions[region] != nil else { return PrintableText(alreadyPrintable: text) }
    text += "\n" + MarkdownText.escaped(availability(of: type, in: region, catalog)) + "\n"
    return PrintableText(alreadyPrintable: text)
  }

  /// Where a type is offered in a region, and for what.
  private static func availability(of type: InstanceType, in region: String, _ catalog: Catalog) -> String {
    let price = catalog.data(for: region)?.onDemand[type.name]
    let amount = price.map { "\($0.amount.exact) USD an hour (\($0.status.rawValue), \($0.asOf))" }
    let zones =
      switch catalog.offering(of: type.name, in: region) {
      case .offered(let zones): "offered in \(zones.count == 1 ? "one zone" : "\(zones.count) zones") of \(region)"
      case .priced: "offered in \(region); the zones are not known"
      case .notOffered: "not offered in \(region)"
      case .withdrawn(let day): "not offered in \(region) since \(day)"
      case .unknown: "the catalog does not know whether \(region) offers it"
      }
    return "\(zones); " + (amount ?? "its price there is not known")
  }

  /// What is known of a region.
  public static func render(_ region: Region, of catalog: Catalog) -> PrintableText {
    let optIn = region.requiresOptIn.map { $0 ? "an account must opt in" : "no account needs to opt in" }
    let data = catalog.data(for: region.name)
    let offers =
      data.map { $0.knowsOffers ? "\($0.offeredTypes.count) instance types are offered" : "its offers are not known" }
    let facts = ["partition \(region.partition)", optIn ?? "whether an account must opt in is not known", offers]
    let text =
      "**\(MarkdownText.escaped(region.name))** \(MarkdownText.escaped(region.description))\n\n"
      + facts.compactMap(\.self).map { "- \(MarkdownText.escaped($0))\n" }.joined()
    return PrintableText(alreadyPrintable: text)
  }

  /// An amount of memory in GiB with at most one decimal, as AWS writes it.
  private static func gibibytes(_ mebibytes: Int) -> String {
    let tenths = (mebibytes * 10 + 512) / 1_024
    return tenths % 10 == 0 ? "\(tenths / 10) GiB" : "\(tenths / 10).\(tenths % 10) GiB"
  }

  /// A type in a few words: what it is made of, and its price in a region.
  public static func summary(_ type: InstanceType, in region: String?, of catalog: Catalog) -> String {
    var parts: [String] = []
    if let specification = type.specification {
      parts = ["\(specification.vcpus) vCPU", gibibytes(specification.memoryMiB)]
      parts += specification.accelerators.map { "\($0.count) \($0.model)" }
    }
    if let region, let price = catalog.data(for: region)?.onDemand[type.name] {
      parts.append("\(price.amount.exact) USD an hour")
    }
    return printable(parts.joined(separator: ", "))
  }
}
