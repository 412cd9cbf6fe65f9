import Catalog
import Money

/// Reads the rows of a table of instance types: a whole specification, or only whether a type is of the current generation.
enum TypeTable {
  static func take(_ row: TableRow, _ rows: borrowing CSVRows, _ context: ImportContext) throws(ImportError) {
    let columns = row.columns
    let name = try row.type(rows)
    let isCurrent = try columns.text("current_generation", rows).isEmpty ? nil : row.flag("current_generation", rows)
    if try columns.text("vcpus", rows).isEmpty {
      guard let isCurrent else { throw rows.error("the row says nothing of `\(name)`") }
      context.draft.add(
        try row.statement(isCurrent, "\(isCurrent)", rows), to: \.currentGenerations, at: name,
        about: "whether \(name) is of the current generation")
      return context.file.keep("generations")
    }
    let words = try columns.required("architectures", rows).split(separator: " ").map(String.init).sorted()
    let architectures = words.compactMap { Architecture(rawValue: $0) }
    guard architectures.count == words.count else { throw rows.error("an architecture of `\(name)` is not known") }
    let facts = SpecificationFacts(
      vcpus: try row.positive("vcpus", rows), memoryMiB: try row.positive("memory_mib", rows),
      architectures: architectures, accelerators: try accelerators(row, rows),
      currentGeneration: try row.flag("current_generation", rows),
      bareMetal: try row.flag("bare_metal", rows), burstable: try row.flag("burstable", rows),
      network: try columns.required("network", rows),
      usageClasses: try columns.required("usage_classes", rows).split(separator: " ").map(String.init).sorted())
    context.draft.add(
      try row.statement(facts, facts.text, rows), to: \.specifications, at: name, about: "the specification of \(name)")
    context.file.keep("specifications")
  }

  /// `gpu:Radeon Pro V520:1:8192`, several separated by semicolons: kind, model, number, MiB of one.
  private static func accelerators(_ row: TableRow, _ rows: borrowing CSVRows) throws(ImportError) -> [Accelerator] {
    var found: [Accelerator] = []
    for text in try row.columns.text("accelerators", rows).split(separator: ";") {
      let parts = text.split(separator: ":").map(String.init)
      guard parts.count == 4, let kind = Accelerator.Kind(rawValue: parts[0]), let count = Quantity(parts[2]),
        count > .zero, let memory = Int(parts[3]), memory > 0
      else { throw rows.error("`\(text)` is not an accelerator such as `gpu:A10G:1:24576`") }
      found.append(Accelerator(kind: kind, model: parts[1], count: count, memoryMiB: memory))
    }
    return found.sorted {
      ($0.kind.rawValue, $0.model, $0.count, $0.memoryMiB) < ($1.kind.rawValue, $1.model, $1.count, $1.memoryMiB)
    }
  }
}
