/// A working starting point for an organization's policies.
public enum PolicyStart {
  /// The files, by path in the folder.
  public static let files: [(path: String, text: String)] = [
    (
      "cost-savings.yaml",
      """
      # A policy says what must be true of a request. `tollgate policy test` runs its tests, `tollgate policy check` looks
      # for mistakes, and `tollgate policy explain cost-savings REQUEST` shows how it comes to its answer.
      apiVersion: tollgate/v1
      kind: Policy
      metadata:
        name: cost-savings
      spec:
        description: Clusters outside of production run in cost-savings mode, with one compute node.
        remediation: Set `costSavings` to true, or give the cluster the label `environment` of production.
        validationActions: [Deny]
        paramSchema:
          type: object
          properties:
            environments:
              description: Environments that may run in normal mode.
              type: array
              items: {type: string}
          required: [environments]
        paramRef: {name: cost-savings}
        variables:
          - name: environment
            expression: object.metadata.labels.?environment.orValue('')
        validations:
          - name: required
            expression: object.spec.costSavings || variables.environment in params.environments
            messageExpression: "'the environment `' + variables.environment + '` runs in cost-savings mode only'"
      ---
      apiVersion: tollgate/v1
      kind: PolicyParameters
      metadata:
        name: cost-savings
      spec:
        environments: [production]

      """
    ),
    (
      "cost-savings.test.yaml",
      """
      apiVersion: tollgate/v1
      kind: PolicyTest
      metadata:
        name: cost-savings
      spec:
        policies: [cost-savings]
        asOf: 2026-11-20
        base:
          apiVersion: tollgate/v1
          kind: ClusterRequest
          metadata:
            name: vision-train
            labels: {environment: dev}
          spec:
            region: us-east-1
            roleArn: arn:aws:iam::123456789012:role/lightning-byoc
            externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}
            instanceTypes: [m7i.xlarge]
            costSavings: true
        cases:
          - name: cost-savings mode passes everywhere
            expect: []
          - name: production may run in normal mode
            patch: {metadata: {labels: {environment: production}}, spec: {costSavings: false}}
            expect: []
          - name: other environments may not
            patch: {spec: {costSavings: false}}
            expect:
              - {code: cost-savings/required, severity: error, message: "`dev` runs in cost-savings mode only"}
          - name: nor a request that names no environment
            patch: {metadata: {labels: null}, spec: {costSavings: false}}
            expect:
              - {code: cost-savings/required, pointer: /spec/costSavings}

      """
    ),
  ]
}
