/// The parts of timestamps and durations (cel-spec, langdef.md, "Timestamps and durations").
enum TimeFunctions {
  static let functions: [Function] = [
    part("getFullYear") { time, _ in time.year },
    part("getMonth") { time, _ in time.month - 1 },
    part("getDayOfYear") { time, _ in time.dayOfYear },
    part("getDayOfMonth") { time, _ in time.day - 1 },
    part("getDate") { time, _ in time.day },
    part("getDayOfWeek") { time, _ in time.dayOfWeek },
    part("getHours", ofSpan: { $0 / 3_600_000_000_000 }) { time, _ in time.hour },
    part("getMinutes", ofSpan: { $0 / 60_000_000_000 }) { time, _ in time.minute },
    part("getSeconds", ofSpan: { $0 / 1_000_000_000 }) { time, _ in time.second },
    part("getMilliseconds", ofSpan: { $0 / 1_000_000 % 1_000 }) { _, nanoseconds in nanoseconds / 1_000_000 },
  ]

  private static func part(
    _ name: String, ofSpan span: (@Sendable (Int64) -> Int64)? = nil,
    _ part: @escaping @Sendable (CivilTime, Int) -> Int
  ) -> Function {
    var signatures: [Signature] = [.member([.timestamp], .int), .member([.timestamp, .string], .int)]
    if span != nil { signatures.append(.member([.duration], .int)) }
    return Function(
      name, signatures, .byType,
      .variadic { arguments in
        switch (arguments.first, arguments.count) {
        case (.timestamp(let moment)?, 1...2):
          var offset = 0
          if arguments.count == 2 {
            guard case .string(let zone) = arguments[1] else { return .noSuchOverload(name, arguments) }
            switch TimeZoneOffset.seconds(of: zone, at: moment.seconds) {
            case .success(let seconds): offset = seconds
            case .failure(let error): return .failure(.invalidArgument, error.description)
            }
          }
          return .int(
            Int64(part(CivilTime(seconds: moment.seconds + Int64(offset)), Int(moment.nanoseconds))))
        case (.duration(let nanoseconds)?, 1):
          return span.map { .int($0(nanoseconds)) } ?? .noSuchOverload(name, arguments)
        default: return .noSuchOverload(name, arguments)
        }
      })
  }
}
