extension RequestField {
  /// The fields of a request's document, in the order in which people write them.
  ///
  /// The greatest lengths are those that an approved request can have: a name by TG102, a role's ARN and an external id by
  /// IAM's limits, a description by TG106, labels and types as many as anybody would list.
  package static let document =
    [
      RequestField(
        "apiVersion", "apiVersion: \(RequestReader.apiVersion)", .text(length: 20) { _ in RequestReader.apiVersion }),
      RequestField("kind", "kind: \(RequestReader.kind)", .text(length: 20) { _ in RequestReader.kind }),
    ] + body

  /// The fields behind the header.
  static let body = [metadata, spec]

  static let metadata = RequestField(
    "metadata", "metadata: {name: …}",
    .fields(
      typeName: "ClusterRequest.metadata",
      [
        RequestField("name", "name: my-cluster", .text(length: 64) { $0.name }),
        RequestField(
          "description", "description: trains the vision models", .text(length: 1_024) { $0.description }),
        RequestField(
          "labels", "labels: {team: vision}", .textMap(count: 64, keyLength: 317, length: 256) { $0.labels }),
      ]))

  static let spec = RequestField(
    "spec", "spec: …",
    .fields(
      typeName: "ClusterRequest.spec",
      [
        RequestField("provider", "provider: aws", .text(length: 8) { $0.provider }),
        RequestField("region", "region: us-east-1", .text(length: 32) { $0.region }),
        RequestField("roleArn", "roleArn: arn:aws:iam::123456789012:role/NAME", .text(length: 640) { $0.roleArn }),
        externalId, externalIdFrom,
        RequestField(
          "instanceTypes", "instanceTypes: [m5.xlarge]", .texts(count: 500, length: 64) { $0.instanceTypes }),
        RequestField("costSavings", "costSavings: true", .boolean { $0.costSavings }),
        RequestField("capacityReservation", "capacityReservation: true", .flag { $0.capacityReservation }),
        workload,
      ]))

  static let externalId = RequestField(
    "externalId", "externalId: …", isCanonical: false, .secret(length: 1_224) { $0.externalId.secret })

  static let externalIdFrom = RequestField(
    "externalIdFrom", "externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", isCanonical: false,
    .fields(
      typeName: "ClusterRequest.externalIdFrom",
      [RequestField("env", "env: LIGHTNING_EXTERNAL_ID", .text(length: 256) { $0.externalId.variable })]))

  static let workload = RequestField(
    "workload", "workload: {computeNodes: {min: 1, max: 8}, load: 0.1}",
    .fields(
      typeName: "ClusterRequest.workload",
      [
        computeNodes, RequestField("load", "load: 0.1", .decimal { $0.workload.load.expected }),
      ]))

  static let computeNodes = RequestField(
    "computeNodes", "computeNodes: {min: 1, max: 8}",
    .fields(
      typeName: "ClusterRequest.computeNodes",
      [
        RequestField("min", "min: 1", .integer { $0.workload.minimumNodes }),
        RequestField("max", "max: 8", .integer { $0.workload.maximumNodes }),
      ]))
}
