import CEL

/// Eight tasks evaluate and trace the same programs; built with the thread sanitizer, which ends the process at the
/// first data race.
@main
enum EightTasks {
  struct Cluster: Structure {
    let name: String
    let types: [String]
    let labels: [String: String]

    static let structureType = StructureType<Cluster>("Cluster") {
      Field("name") { $0.name }
      Field("types") { $0.types }
      Field("labels") { $0.labels }
    }
  }

  struct WrongValue: Error {
    let source: String
    let value: Value
  }

  /// Every expression is true for every cluster that is evaluated.
  static let sources = [
    "cluster.name.matches('^[a-z]+-[0-9]+$') && cluster.types.all(t, t in allowed)",
    "cluster.name.matches('^' + cluster.labels.team + '-') && 'team' in cluster.labels",
    "timestamp('2026-11-20T12:00:00Z').getHours('Europe/Berlin') == 13",
    "cluster.types.map(t, t.split('.')[0]).distinct().sort().join(',').size() > 1",
    "cel.bind(n, cluster.name + cluster.name, n == n && n.size() == 2 * cluster.name.size())",
    "regex.extract(cluster.name, '[0-9]+').hasValue() && !cidr('10.0.0.0/8').containsIP(ip('192.168.0.1'))",
    "quantity('1Gi').isGreaterThan(quantity('1M')) && semver('1.2.3').isLessThan(semver('1.10.0'))",
    "'%s %d %.2f'.format([cluster.name, 1, 2.5]) != '' && cluster.labels.transformMap(k, v, v.size()).all(k, k != '')",
  ]

  static func main() async throws {
    let environment = try Environment {
      Library.all
      Cluster.structureType
      Variable("cluster", Cluster.self)
      Variable("allowed", .list(.string))
    }
    let programs = try sources.map { try environment.compile($0).fixing(["allowed": ["m5.large", "g5.xlarge"]]) }
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          for round in 0..<500 {
            let cluster = Cluster(
              name: "vision-\(task * 1_000 + round)", types: ["m5.large", "g5.xlarge"], labels: ["team": "vision"])
            let bindings = try environment.bind(["cluster": cluster.value])
            for program in programs {
              let value = try program.evaluate(bindings)
              guard Bool(value) == true else { throw WrongValue(source: program.source, value: value) }
              if round % 50 == 0 { _ = program.trace(bindings).result }
            }
          }
          return 500 * programs.count
        }
      }
      var count = 0
      for try await evaluations in group { count += evaluations }
      return count
    }
    print("\(count) evaluations in eight tasks, no data race")
  }
}
