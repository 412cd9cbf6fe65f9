extension Environment {
  /// The names that may be written at a place of an expression that may be broken, as it is while somebody writes it.
  /// - Parameters:
  ///   - source: The expression.
  ///   - offset: The place, in UTF-8 bytes from the beginning. A name that ends there is to be completed.
  public func completions(in source: String, at offset: Int) -> [Completion] {
    var head = Array(source.utf8.prefix(max(0, offset)))
    if UnfinishedSource(head).isInText { return [] }
    while let last = head.last, UnfinishedSource.isOfName(last) { head.removeLast() }
    guard head.last == UInt8(ascii: ".") else { return names(at: head) }
    head.removeLast()
    let chain = UnfinishedSource.qualifiedName(endingWith: head)
    let qualified: [Completion] = chain.isEmpty ? [] : members(ofNamespace: chain + ".")
    // A namespace is no value.
    guard qualified.isEmpty || declarations.place(ofVariable: chain) != nil else { return qualified }
    return qualified + (type(ofLast: head).map { members(of: $0) } ?? [])
  }

  /// The type of the value that an unfinished expression ends with; nil if there is none, or nothing is known of it.
  private func type(ofLast head: [UInt8]) -> ValueType? {
    let whole = UnfinishedSource(head)
    for candidate in [whole.closed(), whole.closed(" : null"), whole.lastOperand] {
      guard let checked = try? check(candidate.text, typeChecked: false),
        let last = checked.tree.root.operand(endingAt: candidate.end)
      else { continue }
      return checked.type(of: last)
    }
    return nil
  }

  /// The variables of the macros around a place.
  private func locals(at head: [UInt8]) -> [Completion] {
    // Any name will do in place of the missing one.
    let candidate = UnfinishedSource(head + Array("null".utf8)).closed()
    guard let checked = try? check(candidate.text, typeChecked: false) else { return [] }
    return checked.macroVariables(at: head.count)
  }

  private func names(at head: [UInt8]) -> [Completion] {
    let variables: [Completion] = declarations.variables.map { variable in
      let parts = variable.name.split(separator: ".", maxSplits: 1)
      return Completion(
        name: String(parts[0]), kind: .variable, detail: parts.count == 1 ? variable.type.description : "")
    }
    var functions: [Completion] = declarations.functions.compactMap { name, overloads in
      isCallable(name) ? completion(name, overloads.filter { !$0.isMember }) : nil
    }
    if declarations.macros.contains(.has) {
      functions.append(Completion(name: "has", kind: .function, detail: "has(value.field) -> bool"))
    }
    let qualified = declarations.functions.keys + Macro.namespaced(in: declarations.macros)
    let namespaces = Set(qualified.compactMap(namespace))
    functions += namespaces.map { Completion(name: $0, kind: .variable, detail: "") }
    functions.sort { $0.name < $1.name }
    let words: [Completion] = ["true", "false", "null"].map { Completion(name: $0, kind: .keyword, detail: "") }
    let all: [Completion] = locals(at: head) + variables + functions + words
    var seen: Set<String> = []
    return all.filter { seen.insert($0.name).inserted }
  }

  /// What a namespace such as `math.` has.
  private func members(ofNamespace prefix: String) -> [Completion] {
    func rest(_ name: String) -> String? {
      let rest = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : ""
      return rest.isEmpty || rest.contains(".") ? nil : rest
    }
    let variables: [Completion] = declarations.variables.compactMap { variable in
      rest(variable.name).map { Completion(name: $0, kind: .variable, detail: variable.type.description) }
    }
    let functions: [Completion] = declarations.functions.compactMap { name, overloads in
      rest(name).map { Completion(name: $0, kind: .function, detail: overloads.signatures(name)) }
    }
    let macros: [Completion] = Macro.namespaced(in: declarations.macros).compactMap { name in
      rest(name).map { Completion(name: $0, kind: .function, detail: "") }
    }
    return variables + (functions + macros).sorted { $0.name < $1.name }
  }

  /// The fields of a type, and the functions and macros that take it before their name.
  private func members(of type: ValueType) -> [Completion] {
    var fields: [Completion] = []
    if case .structure(let name) = type {
      fields =
        declarations.structures[name]?.fields.map {
          Completion(name: $0.name, kind: .field, detail: $0.type.description)
        } ?? []
    }
    let functions: [Completion] = declarations.functions.compactMap { name, overloads in
      guard isCallable(name) else { return nil }
      return completion(name, overloads.filter { $0.isMember && $0.parameters.first.map { type.mayBe($0) } ?? false })
    }
    return fields + macros(of: type) + functions.sorted { $0.name < $1.name }
  }

  /// The first part of a qualified name of a function, such as `math`; nil if it has none.
  private func namespace(_ name: String) -> String? {
    let parts = name.split(separator: ".")
    return parts.count > 1 && isCallable(String(parts[0])) ? String(parts[0]) : nil
  }

  private func macros(of type: ValueType) -> [Completion] {
    declarations.macros.filter { $0.applies(to: type) }.flatMap { macro in
      macro.memberForms.map { name, arguments in
        Completion(name: name, kind: .function, detail: "\(type).\(name)(\(arguments))")
      }
    }.sorted { $0.name < $1.name }
  }

  private func completion(_ name: String, _ overloads: [Overload]) -> Completion? {
    guard !overloads.isEmpty else { return nil }
    return Completion(name: name, kind: .function, detail: overloads.signatures(name))
  }

  /// Whether a function is called by its name: operators have names of other characters, and namespaces a dot.
  private func isCallable(_ name: String) -> Bool { name.utf8.allSatisfy(UnfinishedSource.isOfName) }
}

extension ValueType {
  /// Whether a value of this type may be passed where another is expected, as far as that is known before evaluation.
  fileprivate func mayBe(_ expected: ValueType) -> Bool {
    switch (self, expected) {
    case (.dyn, _), (.error, _), (_, .dyn), (_, .parameter): true
    case (.list(let one), .list(let other)): one.mayBe(other)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      key.mayBe(otherKey) && value.mayBe(otherValue)
    case (.opaque(let one, let parameters), .opaque(let other, let others)):
      one == other && zip(parameters, others).allSatisfy { $0.mayBe($1) }
    case (.wrapper(let one), let other): one.mayBe(other)
    default: self == expected
    }
  }
}
