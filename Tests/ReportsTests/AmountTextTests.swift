import Findings
import Money
import Testing

@testable import Reports

@Suite struct AmountTextTests {
  @Test(arguments: [
    ("0", "0.00"), ("999.999", "1,000.00"), ("1234567.891", "1,234,567.89"), ("-1234.5", "-1,234.50"), ("12", "12.00"),
    ("123456", "123,456.00"), ("-0.001", "0.00"),
  ])
  func `amounts are rounded and grouped`(amount: String, text: String) throws {
    #expect(AmountText.text(try Money(amount, .usd)) == text)
  }

  @Test func `an unknown amount is called so`() {
    #expect(AmountText.text(nil) == "unknown")
  }

  @Test func `columns are aligned`() {
    var table = TextTable()
    table.add(["a", "b"])
    table.add(["long", "1"])
    table.add(["x"])
    #expect(table.render(TextStyle(isColored: false)) == "  a     b\n  long  1\n  x\n")
  }
}
