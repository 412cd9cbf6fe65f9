import HTTP
import Program
import Reports

/// Whether there are the threads and files that a command with a network takes; without them its tasks would not begin.
enum NetworkResources {
  /// Says on standard error what is missing.
  static func check() throws {
    do throws(ResourceError) { try ProcessResources.check() } catch {
      throw Failure(.unusable, "\(error)", help: error.help).reported(TextStyle(isColored: false))
    }
  }
}
