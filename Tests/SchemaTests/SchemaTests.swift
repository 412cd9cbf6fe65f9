import Documents
import Findings
import Foundation
import TestSupport
import Testing

@Suite struct SchemaTests {
  /// `make golden` writes the schemas anew.
  @Test(arguments: SchemaKind.all)
  func `a schema says what its decoder asks`(kind: SchemaKind) throws {
    let text = try kind.schema()
    try expectGoldenFile(text, "../../Schemas/\(kind.name).json")
  }

  @Test(arguments: SchemaKind.all)
  func `every kind has a document that its schema was tried on`(kind: SchemaKind) throws {
    guard !["baseline", "load-profile"].contains(kind.name) else { return }
    #expect(try !kind.documents().isEmpty)
  }
}
