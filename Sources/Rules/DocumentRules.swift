import Findings
import Requests

/// The documentation of findings about a document's form, which readers report before any rule runs.
enum DocumentRules {
  static let entries: [RuleEntry] = [
    entry(
      .syntax, "syntax", "The file is well-formed YAML 1.2 or JSON.",
      "What cannot be read cannot be checked; the run exits with 2.",
      example: "metadata: {name: vision-train", fixed: "metadata: {name: vision-train}",
      fix: "Correct what the message names; an editor with YAML support shows the place."),
    entry(
      .limit, "limits", "The file stays within limits: 16 MiB, 64 levels, a million values, aliases included.",
      "A small file with aliases of aliases can stand for more values than memory holds.",
      example: "a: &a [x, x]\nb: &b [*a, *a]\n# … and so on", fixed: "metadata: {name: vision-train}",
      fix: "Split the file, or write the values out."),
    entry(
      .encoding, "encoding", "The file is UTF-8 without NUL bytes.",
      "Other encodings show the same text and hold other characters.",
      example: "# a file saved as UTF-16", fixed: "# the same file saved as UTF-8", fix: "Save the file as UTF-8."),
    entry(
      .duplicateKey, "duplicate-key", "No key is given twice in one mapping.",
      "Readers differ in which of the two they take, so that what was checked need not be what is sent.",
      example: "spec: {region: us-east-1, region: us-west-2}", fixed: "spec: {region: us-east-1}",
      fix: "Remove one of the two."),
    entry(
      .unsupportedYAML, "yaml-feature",
      "The document uses no tags, merge keys (`<<`), keys or aliases that have no meaning here.",
      "A tag such as `!!binary`, a list as a key or an alias without an anchor stands for nothing in a request.",
      example: "metadata: {name: !custom vision-train}", fixed: "metadata: {name: vision-train}",
      fix: "Write the plain value, or the members that `<<` was to merge."),
    entry(
      .wrongVersion, "api-version", "`apiVersion` is `tollgate/v1`.",
      "Another version may give other fields another meaning.",
      example: "apiVersion: tollgate/v2", fixed: "apiVersion: tollgate/v1", fix: "Write `apiVersion: tollgate/v1`."),
    entry(
      .wrongKind, "kind", "`kind` is `ClusterRequest`.",
      "A document with a misspelt kind would be skipped as one of another tool, and never checked.",
      example: "kind: ClusterRequset", fixed: "kind: ClusterRequest", fix: "Write `kind: ClusterRequest`."),
    entry(
      .unknownField, "unknown-field", "Every field is one that a request has.",
      "A misspelt field is otherwise ignored in silence, and the default is used.",
      example: "spec: {instanceType: [m5.xlarge]}", fixed: "spec: {instanceTypes: [m5.xlarge]}",
      fix: "Correct the name as the help line proposes, or remove the field."),
    entry(
      .wrongType, "wrong-type", "Every value is of the type that its field wants.",
      "`4711` without quotes is a number, and `\"true\"` with quotes a text.",
      example: "metadata: {name: 42}", fixed: "metadata: {name: \"42\"}",
      fix: "Add or remove quotes or brackets as the help line says."),
    entry(
      .missingField, "missing-field", "Every field that a request needs is there.",
      "`costSavings` above all decides the bill, so a document says which mode it wants.",
      example: "spec: {costSavings: null}", fixed: "spec: {costSavings: true}", fix: "Add the field."),
    entry(
      .unknownProvider, "provider", "`provider` is `aws`, or absent.", "The control plane knows no other yet.",
      example: "spec: {provider: gcp}", fixed: "spec: {provider: aws}", fix: "Write `aws`, or leave it out."),
    entry(
      .externalIdSource, "external-id-source",
      "The external id comes from one source, and an environment variable is named as such.",
      "With two sources, it is unclear which one is sent. A value that cannot be a variable's name is probably the secret itself.",
      example: "spec: {externalId: a5xQ9vR2mK8tL4wZ7nB3c, externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}}",
      fixed: "spec: {externalId: null, externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}}", fix: "Keep `externalIdFrom`."),
    entry(
      .externalIdRepeated, "external-id-repeated",
      "No other field repeats the external id, or eight characters of it in a row.",
      "Names, labels, regions, types and roles stand in reports and tags, where everybody can read them.",
      example:
        "metadata: {name: a5xq9vr2mk8tl4wz7nb3c}\nspec: {externalIdFrom: null, externalId: a5xQ9vR2mK8tL4wZ7nB3c}",
      fixed: "metadata: {name: vision-train}",
      fix: "Give the field a value of its own, and the role another external id."),
    entry(
      .configuration, "configuration", "The configuration asks for what can be.",
      "A setting that cannot be applied would leave a check other than its author thinks.",
      example: "# tollgate.yaml\nrules: {name-length: {severity: off}}",
      fixed: "# tollgate.yaml\nrules: {region-supported: {severity: off}}", fix: "Correct the setting."),
    entry(
      .costProfile, "cost-profile", "The cost profile says what it means.",
      "An estimate that rests on a misread profile is worse than none.",
      example: "# cost-profile.yaml\npart: variable", fixed: "# cost-profile.yaml\npart: usage",
      fix: "Correct the place that the message names."),
    entry(
      .scenario, "scenario", "A scenario or load profile of `tollgate whatif` asks for what can be.",
      "A comparison with a scenario other than its author meant is worse than none.",
      example: "# scenarios.yaml\npurchase: {commitment: {years: 2}}",
      fixed: "# scenarios.yaml\npurchase: {commitment: {years: 3}}", fix: "Correct the place that the message names."),
    entry(
      .notPriced, "cost-range", "The request's cost can be computed.",
      "Quantities or prices beyond reason do not fit into exact arithmetic.",
      example: "# cost-profile.yaml\nquantity: {normal: 999999999999999999999, costSavings: 1}",
      fixed: "# cost-profile.yaml\nquantity: {normal: 3, costSavings: 1}",
      fix: "Correct the quantity or the price in the cost profile."),
  ]

  private static func entry(
    _ code: RuleCode, _ name: String, _ checks: String, _ why: String, example: String, fixed: String, fix: String
  ) -> RuleEntry {
    RuleEntry(
      code: code, name: name,
      documentation: RuleDocumentation(checks: checks, why: why, example: example, fixed: fixed, fix: fix))
  }
}
