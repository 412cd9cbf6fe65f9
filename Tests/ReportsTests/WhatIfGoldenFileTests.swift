@testable import Reports
import TestSupport
import Testing

/// Every format of a comparison of the modes, compared with a file. `make golden` writes them anew.
@Suite struct WhatIfGoldenFileTests {
  @Test func `a comparison of the modes`() async throws {
    let answer = try await WhatIfExample.answer()
    let name = "vision-train"
    try expectGoldenFile(
      TextBlocks(style: TextStyle(isColored: false)).render(WhatIfReport.page(answer, name: name)), "whatif.txt")
    try expectGoldenFile(WhatIfJSON.render(answer, name: name), "whatif.json")
    try expectGoldenFile(HTMLBlocks.render(WhatIfReport.page(answer, name: name)), "whatif.html")
    try expectGoldenFile(MarkdownBlocks.render(WhatIfReport.page(answer, name: name)), "whatif.md")
    let csv = FocusCSV.render(answer, of: try WhatIfExample.request(), asOf: Repository.day) { _ in "US East" }
    try expectGoldenFile(csv, "whatif.csv")
  }

  @Test func `a load that one node cannot carry, in a region where prices are not known`() async throws {
    let answer = try await WhatIfExample.answer(load: 1.5, "{spec: {region: cn-north-1}}")
    let name = "a|b <i>`c`</i>"
    try expectGoldenFile(HTMLBlocks.render(WhatIfReport.page(answer, name: name)), "whatif-saturated.html")
    try expectGoldenFile(MarkdownBlocks.render(WhatIfReport.page(answer, name: name)), "whatif-saturated.md")
  }
}
