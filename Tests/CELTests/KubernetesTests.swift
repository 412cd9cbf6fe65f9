import CEL
import Testing

@Suite struct `The environment of Kubernetes` {
  private let kubernetes: CEL.Environment
  private let own: CEL.Environment

  init() throws {
    kubernetes = try CEL.Environment {
      Library.kubernetes
      Dialect.kubernetes
      Variable("object", .dyn)
    }
    own = try CEL.Environment {
      Library.all
      Variable("object", .dyn)
    }
  }

  private static let object: Value = .map(
    ValueMap(ordered: [("spec", .null), ("name", .string("a")), ("count", .int(3)), ("list", .list([.int(1)]))]))

  private func value(_ source: String, in environment: CEL.Environment) throws -> String {
    let program = try environment.compile(source)
    let result = try program.run(environment.bind(["object": Self.object])).result
    switch result {
    case .success(let value): return value.description
    case .failure(let error): return "error: \(error.message)"
    }
  }

  @Test(arguments: [
    ("'abc 123 45'.find('[0-9]+')", "\"123\""),
    ("'abc 123 45'.findAll('[0-9]+')", "[\"123\", \"45\"]"),
    ("[1, 3].sum()", "4"),
    ("[3, 1].min() + [3, 1].max()", "4"),
    ("[1, 2].isSorted() && ['b'].indexOf('b') == 0", "true"),
    ("url('https://example.com:80/').getPort()", "\"80\""),
    ("isURL('../a')", "false"),
    ("format.dns1123Label().validate('a-b').hasValue()", "false"),
    ("format.named('dns1123Label').hasValue()", "true"),
    ("semver('v1.2', true).minor()", "2"),
    ("isSemver('01.01.01', true)", "true"),
    ("cidr('10.0.0.0/8').containsIP('10.1.2.3')", "true"),
    ("sets.contains([1, 2], [2])", "true"),
    ("[1, 2].map(x, x * 2).slice(0, 1)", "[2]"),
    ("[1, 2].transformMap(i, x, x)", "{0: 1, 1: 2}"),
    ("['b', 'a'].sort().first().value()", "\"a\""),
    ("'%s'.format([object.name])", "\"a\""),
    ("'tacocat'.indexOf('a', 30)", "-1"),
  ])
  func `has its libraries`(_ source: String, _ expected: String) throws {
    #expect(try value(source, in: kubernetes) == expected)
  }

  @Test(arguments: [
    ("math.ceil(1.5) == 2.0", "`math`"), ("math.greatest(1, 2)", "`math`"), ("cel.bind(x, 1, x)", "`bindings`"),
    ("base64.encode(b'a')", "`encoders`"), ("regex.extract('a', 'b')", "`regex`"),
    ("regex.replace('a', 'b', 'c')", "`regex`"), ("jsonpatch.escapeKey('a')", "mutating"),
    ("proto.getExt(object, a.b)", "`proto`"), ("[JSONPatch{}]", "mutating"), ("Object{}", "mutating"),
    ("cidr('10.0.0.0/8').isMask()", "has it"),
  ])
  func `refuses what no API server has`(_ source: String, _ part: String) throws {
    let error = try #require(throws: CompileError.self) { try kubernetes.compile(source) }
    #expect(error.issues.count == 1, "\(error)")
    #expect(error.issues[0].help?.contains(part) == true, "\(error)")
    #expect(error.issues[0].message.hasPrefix("there is no "), "\(error)")
  }

  @Test(arguments: [
    "authorizer.group('apps').resource('deployments').check('get').allowed()",
    "authorizer.requestResource.check('delete').allowed()",
    "authorizer.serviceAccount('a', 'b').path('/healthz').check('get').reason() == ''",
    "authorizer.group('').resource('pods').subresource('log').namespace('a').name('b').check('get').errored()",
  ])
  func `reads questions about permissions and refuses them with the reason`(_ source: String) throws {
    let error = try #require(throws: CompileError.self) { try kubernetes.compile(source) }
    #expect(error.issues.map(\.message).allSatisfy { $0.contains("there is no cluster to ask") }, "\(error)")
    #expect(error.issues.count == 1, "\(error)")
  }

  @Test(arguments: [
    ("has(object.spec.replicas)", "false"), ("has(object.name.first)", "false"), ("has(object.count.x)", "false"),
    ("object.spec.?replicas.orValue(1)", "1"), ("object.?spec.replicas.orValue(1)", "1"),
    ("object.spec[?'a'].orValue(2)", "2"), ("has({'a': dyn(null)}.a.b)", "false"),
    ("has(object.none.b)", "error: there is no key `none`"),
    ("has(object.list.b)", "error: a list has no field `b`"),
    ("object.spec.replicas", "error: null has no field `replicas`"),
  ])
  func `finds nothing below null`(_ source: String, _ expected: String) throws {
    #expect(try value(source, in: kubernetes) == expected)
  }

  @Test(arguments: ["has(object.spec.replicas)", "object.spec.?replicas.orValue(1)", "has({'a': dyn(null)}.a.b)"])
  func `keeps the error of the definition in its own environment`(_ source: String) throws {
    #expect(try value(source, in: own).hasPrefix("error: null has no field"))
  }

  @Test(arguments: [
    ("[1, 'a'].size() == 2", 4..<7), ("{'a': 1, 'b': 'x'}.size() == 2", 14..<17),
    ("{1: 1, 'b': 2}.size() == 2", 7..<10),
    ("[1, dyn('a')]", 4..<12), ("[object.name, 'b']", 14..<17), ("['b', object.name]", 6..<17),
    ("[null, 'a']", 7..<10), ("[[1], ['a']]", 6..<11), ("'%s %d'.format(['a', 1])", 21..<22),
    ("[1, ?optional.of('a')]", 5..<21),
  ])
  func `refuses literals of several types`(_ source: String, _ range: Range<Int>) throws {
    let error = try #require(throws: CompileError.self) { try kubernetes.compile(source) }
    #expect(error.issues.map(\.range) == [range], "\(error)")
    #expect(throws: Never.self) { try own.compile(source) }
  }

  @Test(arguments: [
    "[1, 2]", "[dyn(1), dyn('a')]", "[object.a, object.b]", "'%s %d'.format([object.name, 1])", "[[], [1]]",
    "[{}, {'a': 1}]",
    "'%s'.format([[object.name, 'b']])", "{'a': [], 'b': [1]}", "[?optional.of(1), 2]",
  ])
  func `takes literals of one type`(_ source: String) throws {
    #expect(throws: Never.self) { try kubernetes.compile(source) }
  }

  @Test func `refuses names in backquotes`() throws {
    let error = try #require(throws: CompileError.self) { try kubernetes.compile("object.`a-b`") }
    #expect(error.issues[0].message.contains("backquotes"))
    #expect(error.issues[0].range == 7..<12)
  }
}
