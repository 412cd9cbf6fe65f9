import Findings
import Testing

@Suite struct SecretTests {
  @Test func `a secret shows itself nowhere`() {
    let secret = Secret("hunter2hunter2")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"] {
      #expect(!text.contains("hunter2"))
    }
    #expect(secret.withText { $0.count } == 14)
  }
}
