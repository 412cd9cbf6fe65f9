import Catalog
import Money
import Platform

/// The reviewed files of a catalog: a line for each fact, in an order that does not depend on where it came from.
struct CatalogText {
  /// The text of each file by its path in the catalog's folder, with the manifest.
  let files: [String: String]

  init(_ contents: CatalogContents) {
    var files: [String: String] = [:]
    Self.forEach(contents) { files[$0] = String(decoding: $1, as: UTF8.self) }
    self.files = files
  }

  /// Passes the files one after the other, the manifest last, so that no more than one is in memory.
  static func forEach<Failure: Error>(
    _ contents: borrowing CatalogContents, _ body: (_ path: String, _ bytes: [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var digests: [(path: String, digest: Digest)] = []
    func add(_ path: String, _ text: String) throws(Failure) {
      let bytes = Array(text.utf8)
      digests.append((path, Digest(sha256: bytes)))
      try body(path, bytes)
    }
    try add(CatalogFolder.regionsPath, regions(contents))
    try add(CatalogFolder.typesPath, types(contents))
    try add(CatalogFolder.quotasPath, quotas(contents))
    for (name, data) in contents.regionalData.sorted(by: { $0.key < $1.key }) where !data.saysNothing {
      try add(CatalogFolder.path(ofRegion: name), region(name, data))
    }
    let manifest = document(
      element("manifest", [("as-of", "\(contents.asOf)")], ">"),
      digests.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map { path, digest in
        element("file", [("path", path), ("sha256", digest.hexadecimal)])
      }, end: "</manifest>")
    try body(CatalogFile.manifest, Array(manifest.utf8))
  }

  private static func document(_ start: String, _ lines: [String], end: String) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Written by `tollgate catalog import`. -->\n"
    // Region files have tens of thousands of lines.
    text.reserveCapacity(lines.reduce(256) { $0 + $1.utf8.count + 3 })
    text += start
    text += "\n"
    for line in lines {
      text += "  "
      text += line
      text += "\n"
    }
    text += end
    text += "\n"
    return text
  }

  private static func element(_ name: String, _ attributes: [(String, String?)], _ close: String = "/>") -> String {
    var text = "<"
    text.reserveCapacity(attributes.reduce(name.utf8.count + 4) { $0 + $1.0.utf8.count + ($1.1?.utf8.count ?? 0) + 4 })
    text += name
    for case let (key, value?) in attributes {
      text += " "
      text += key
      text += "=\""
      text += isPlain(value) ? value : escaped(value)
      text += "\""
    }
    text += close
    return text
  }

  /// Whether a text is the same when it is escaped.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x26 && $0 != 0x3C && $0 != 0x3E && $0 != 0x22 }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // A tab or line break in an attribute would be read as a space.
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func regions(_ contents: CatalogContents) -> String {
    document(
      element("regions", [("as-of", "\(contents.regionsAsOf)")], ">"),
      contents.regions.values.sorted { $0.name < $1.name }.map { region in
        element(
          "region",
          [
            ("name", region.name), ("partition", region.partition), ("opt-in", region.requiresOptIn.map { "\($0)" }),
            ("description", region.description),
          ])
      }, end: "</regions>")
  }

  private static func quotas(_ contents: CatalogContents) -> String {
    document(
      element("quotas", [("as-of", "\(contents.quotasAsOf)")], ">"),
      contents.quotas.sorted { ($0.purchase.rawValue, $0.code) < ($1.purchase.rawValue, $1.code) }.map { quota in
        element(
          "quota",
          [
            ("code", quota.code), ("name", quota.name), ("purchase", quota.purchase.rawValue),
            ("default-vcpus", "\(quota.defaultVCPUs)"), ("series", quota.series.joined(separator: " ")),
          ])
      }, end: "</quotas>")
  }

  private static func types(_ contents: CatalogContents) -> String {
    var lines: [String] = []
    for type in contents.instanceTypes.values.sorted(by: { $0.name < $1.name }) {
      var inner = (type.specification?.accelerators ?? []).map { accelerator in
        element(
          "accelerator",
          [
            ("kind", accelerator.kind.rawValue), ("model", accelerator.model), ("count", "\(accelerator.count)"),
            ("memory-mib", "\(accelerator.memoryMiB)"),
          ])
      }
      if !type.offeredRegions.isEmpty {
        inner.append(element("offered", [("regions", type.offeredRegions.joined(separator: " "))]))
      }
      let attributes = [("name", type.name)] + self.attributes(of: type)
      if inner.isEmpty {
        lines.append(element("type", attributes))
      } else {
        lines += [element("type", attributes, ">")] + inner.map { "  " + $0 } + ["</type>"]
      }
    }
    return document(
      element("instance-types", [("as-of", "\(contents.typesAsOf)")], ">"), lines, end: "</instance-types>")
  }

  private static func attributes(of type: InstanceType) -> [(String, String?)] {
    guard let specification = type.specification else { return [] }
    return [
      ("vcpus", "\(specification.vcpus)"), ("memory-mib", "\(specification.memoryMiB)"),
      ("architectures", specification.architectures.map(\.rawValue).joined(separator: " ")),
      ("current-generation", "\(specification.isCurrentGeneration)"), ("generation-as-of", type.generationAsOf),
      ("bare-metal", "\(specification.isBareMetal)"), ("burstable", "\(specification.isBurstable)"),
      ("network", specification.network), ("usage-classes", specification.usageClasses.joined(separator: " ")),
    ]
  }

  private static func region(_ name: String, _ region: RegionContents) -> String {
    var lines: [String] = []
    func section(_ start: String, _ name: String, _ inner: [String]) {
      guard !inner.isEmpty else { return }
      lines.append(start)
      for line in inner { lines.append("  " + line) }
      lines.append("</\(name)>")
    }
    if let zones = region.zoneLists, let day = region.offersAsOf {
      let offers = zones.map { type, zones in
        (type, element("offer", [("type", type), ("zones", zones.isEmpty ? nil : zones)]))
      }
      let withdrawn = region.withdrawnOffers.map { type, day in
        (type, element("offer", [("type", type), ("withdrawn", day)]))
      }
      section(
        element("offers", [("as-of", "\(day)")], ">"), "offers", (offers + withdrawn).sorted { $0.0 < $1.0 }.map(\.1))
    }
    let listings = Dictionary(grouping: region.listed, by: \.value).sorted {
      ($0.key.asOf, $0.key.source) < ($1.key.asOf, $1.key.source)
    }
    for (listing, types) in listings {
      let names = types.map(\.key).sorted().joined(separator: " ")
      lines.append(element("listed", [("as-of", listing.asOf), ("source", listing.source), ("types", names)]))
    }
    section(
      "<on-demand>", "on-demand",
      region.onDemand.sorted { $0.key < $1.key }.map { type, found in
        element("price", [("type", type)] + price(found) + [("withdrawn", region.withdrawnPrices[type])])
      })
    section(
      "<services>", "services",
      region.services.values.sorted { ($0.key.service, $0.key.usage) < ($1.key.service, $1.key.usage) }.flatMap {
        service in
        service.tiers.map { tier in
          let isTiered = service.tiers.count > 1 || tier.to != nil
          return element(
            "service",
            [
              ("name", service.key.service), ("usage", service.key.usage), ("unit", service.unit),
              ("from", isTiered ? "\(tier.from)" : nil), ("to", tier.to.map { "\($0)" }),
            ] + price(tier.price))
        }
      })
    section("<spot>", "spot", region.spot.sorted { $0.key < $1.key }.flatMap { market($0.key, $0.value) })
    section(
      "<commitments>", "commitments",
      region.commitments.sorted { $0.key < $1.key }.flatMap { type, prices in
        prices.map { price in
          element(
            "commitment",
            [
              ("type", type), ("plan", price.plan.rawValue), ("years", "\(price.years)"),
              ("payment", price.payment.rawValue), ("usd", price.hourly.exact), ("upfront-usd", price.upfront.exact),
              ("as-of", price.asOf), ("source", price.source),
            ])
        }
      })
    return document(
      element(
        "region", [("name", name), ("as-of", "\(region.asOf)"), ("currency", "\(region.currency)")], ">"), lines,
      end: "</region>")
  }

  private static func market(_ type: String, _ market: SpotMarket) -> [String] {
    let advice = market.advice
    let attributes: [(String, String?)] = [
      ("type", type), ("least-percent", advice.map { "\($0.leastPercent)" }),
      ("greatest-percent", advice.map { "\($0.greatestPercent)" }),
      ("savings-percent", advice.map { "\($0.savingsPercent)" }), ("as-of", advice?.asOf), ("source", advice?.source),
    ]
    guard !market.zones.isEmpty else { return [element("market", attributes)] }
    let zones = market.zones.map { zone in
      "  "
        + element(
          "zone",
          [
            ("name", zone.name), ("median", zone.median.exact), ("least", zone.least.exact),
            ("greatest", zone.greatest.exact), ("samples", "\(zone.samples)"), ("newest", zone.newest),
          ])
    }
    return [element("market", attributes, ">")] + zones + ["</market>"]
  }

  private static func price(_ price: Price) -> [(String, String?)] {
    [
      ("usd", price.amount.exact), ("status", price.status.rawValue), ("as-of", price.asOf),
      ("source", price.source),
    ]
  }
}

extension RegionContents {
  /// Whether nothing is known but the name.
  var saysNothing: Bool {
    zoneLists == nil && listed.isEmpty && onDemand.isEmpty && services.isEmpty && spot.isEmpty && commitments.isEmpty
  }
}
