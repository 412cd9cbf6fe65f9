import Costs
import Documents
import Findings
import Foundation
import Requests
import Rules
import TestSupport
import WhatIf

@testable import Gate
@testable import Policies

/// A kind of document that has a schema.
struct SchemaKind: CustomStringConvertible, Sendable {
  /// The name that `tollgate schema` takes.
  let name: String
  let kind: String
  let title: String
  /// Decodes a document, whatever is wrong with it.
  let decode: @Sendable (SourceFile) -> Void

  var description: String { name }

  static let all = [
    SchemaKind(name: "request", kind: "ClusterRequest", title: "A request for a BYOC cluster") { source in
      _ = RequestReader.read(DocumentReader.read(source), skippingOthers: false).drafts
    },
    SchemaKind(name: "configuration", kind: "Configuration", title: "The configuration tollgate.yaml") { source in
      _ = try? Configuration(source)
    },
    SchemaKind(name: "cost-profile", kind: "CostProfile", title: "The components of a cluster and their prices") {
      _ = try? CostProfile($0)
    },
    SchemaKind(name: "scenario", kind: "Scenario", title: "A scenario of what-if reports") { source in
      _ = try? ScenarioDocument.read([source])
    },
    SchemaKind(name: "load-profile", kind: "LoadProfile", title: "A weekly pattern of load") { source in
      _ = try? LoadPattern(source)
    },
    SchemaKind(name: "policy", kind: "Policy", title: "A policy") { _ = PolicyDocuments(sources: [$0]) },
    SchemaKind(name: "parameters", kind: "PolicyParameters", title: "Parameters of a policy") {
      _ = PolicyDocuments(sources: [$0])
    },
    SchemaKind(name: "exception", kind: "PolicyException", title: "An exception from policies") {
      _ = PolicyDocuments(sources: [$0])
    },
    SchemaKind(name: "budget", kind: "Budget", title: "A monthly cap on what requests cost together") {
      _ = PolicyDocuments(sources: [$0])
    },
    SchemaKind(name: "policy-test", kind: "PolicyTest", title: "A test of policies") { source in
      guard let root = DocumentReader.read(source).documents.first?.root else { return }
      var decoder = PolicyDecoder(source)
      _ = decoder.test(root)
    },
    SchemaKind(name: "baseline", kind: "Baseline", title: "Findings that deny nothing until they are mended") {
      _ = try? Baseline($0)
    },
  ]

  /// Documents of forms that no file here has.
  private var others: [JSONValue] {
    var texts: [String] = []
    switch kind {
    case "ClusterRequest":
      texts = [
        RequestText.approved.replacingOccurrences(
          of: "externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", with: "externalId: a-secret-of-its-own"
        ).replacingOccurrences(of: "costSavings: true", with: "costSavings: true\n  capacityReservation: true")
      ]
    case "Configuration":
      let rules = Registry.complete.entries.map { "\($0.code): {severity: note}" }.joined(separator: ", ")
      let workload = "{labels: {team: a}, assume: {computeNodes: {min: 1, max: 2}, load: 0.5}, reason: measured}"
      texts = [
        """
        apiVersion: tollgate/v1
        kind: Configuration
        policies: [a, {path: b, sha256: \(String(repeating: "0", count: 64))}]
        rules: {\(rules)}
        workload: [\(workload)]
        accounts: {"123456789012": {quotas: [a.json], inUse: {L-1216C47A: 64, us-east-1: {L-1216C47A: 64}}}}
        """
      ]
    case "Policy":
      texts = [
        "apiVersion: tollgate/v1\nkind: Policy\nmetadata: {name: a}\nspec: {validations: [{expression: \"true\"}]}"
      ]
    case "Baseline":
      texts = ["apiVersion: tollgate/v1\nkind: Baseline\nfindings: [{code: TG303, file: a, fingerprint: x}]"]
    case "LoadProfile":
      texts = ["apiVersion: tollgate/v1\nkind: LoadProfile\nmetadata: {name: a}\nhours: [1]\ndays: [0.5]"]
    default: break
    }
    return texts.compactMap { text in
      DocumentReader.read(SourceFile(name: "other.yaml", text: text)).documents.first.map { JSONValue($0.root) }
    }
  }

  /// The valid documents of the kind in this repository, each alone.
  func documents() throws -> [JSONValue] {
    let folders = [
      "Examples", "Examples/requests", "Examples/organisation", "Examples/budgets", "Policies", "Catalog",
      "Tests/Policies/Strict",
    ]
    let paths = try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: Repository.path + "/" + folder).filter {
        $0.hasSuffix(".yaml") && $0 != "everything-wrong.yaml"
      }.sorted().map { Repository.path + "/" + folder + "/" + $0 }
    }
    return try others
      + paths.flatMap { path in
        DocumentReader.read(try SourceFile(reading: path)).documents.map(\.root).filter {
          $0["kind"]?.text == kind && $0["apiVersion"]?.text == "tollgate/v1"
        }.map { JSONValue($0) }
      }
  }

  /// What the decoder accepts: it is asked about every document here, and about documents with every field that it is
  /// known to have so far, until no new question comes up.
  func shape() throws -> SchemaShape {
    let questions = DecoderQuestions()
    func ask(_ document: JSONValue) {
      DecoderQuestions.$current.withValue(questions) {
        decode(SourceFile(name: "probe.yaml", text: document.indented.text))
      }
    }
    let header = JSONValue.object([("apiVersion", .string("tollgate/v1")), ("kind", .string(kind))])
    ask(header)
    try documents().forEach(ask)
    var count = -1
    while count != questions.all.values.reduce(0, { $0 + $1.count }) {
      count = questions.all.values.reduce(0) { $0 + $1.count }
      ask(SchemaShape(questions.all).probe())
    }
    return SchemaShape(questions.all)
  }

  /// The schema's file.
  func schema() throws -> String {
    let documents = try documents()
    let members = try shape().schema { name, path in
      let steps = path.split(separator: "/").map(String.init)[...]
      return documents.flatMap { Self.objects(in: $0, at: steps) }.allSatisfy { $0.contains { $0.key == name } }
    }
    let head: [(key: String, value: JSONValue)] = [
      ("$schema", .string("http://json-schema.org/draft-07/schema#")), ("title", .string(title)),
    ]
    return JSONValue.object(head + members).indented.text
  }

  private static func objects(in value: JSONValue, at path: ArraySlice<String>) -> [[(key: String, value: JSONValue)]] {
    guard let step = path.first else {
      if case .object(let members) = value { return [members] }
      return []
    }
    switch value {
    case .object(let members):
      return members.filter { step == "*" || $0.key == step }.flatMap { objects(in: $0.value, at: path.dropFirst()) }
    case .array(let elements): return step == "*" ? elements.flatMap { objects(in: $0, at: path.dropFirst()) } : []
    default: return []
    }
  }
}
