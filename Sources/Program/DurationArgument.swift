import ArgumentParser
import Findings
import Platform

/// A duration as people write it: `90m`, `1h30m`, `45s`.
package struct DurationArgument: Sendable, CustomStringConvertible {
  package let duration: Duration

  package init(seconds: Int) { duration = .seconds(seconds) }

  /// The duration that an argument says.
  /// - Throws: `ValidationError` for anything else, also for a number without a unit, which might be seconds or minutes.
  package static func parse(_ argument: String) throws -> DurationArgument {
    guard let duration = DurationText.duration(argument) else {
      throw ValidationError("write it with units, as in `45s`, `5m` or `1h30m`")
    }
    return DurationArgument(seconds: Int(duration.components.seconds))
  }

  /// The same for a time that something may take, which is not none.
  package static func parseLimit(_ argument: String) throws -> DurationArgument {
    let limit = try parse(argument)
    guard limit.seconds > 0 else { throw ValidationError("it must be more than nothing, as in `5m`") }
    return limit
  }

  /// The duration in seconds.
  package var seconds: Int { Int(duration.components.seconds) }

  package var description: String { DurationText.argument(duration) }
}
