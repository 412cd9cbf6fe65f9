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

  @Test func `every kind of document has a schema`() {
    #expect(Set(SchemaKind.all.map(\.kind)) == Set(DocumentKind.allCases.map(\.rawValue)))
  }
}
