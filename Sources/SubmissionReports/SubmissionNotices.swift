public import ControlPlane
import Findings
import HTTP
import Platform
public import Requests

/// What a submission tells while it runs, for people.
public enum SubmissionNotices {
  /// That only clusters of the other generation are listed.
  public static func otherGeneration(_ generation: Generation, count: Int) -> String {
    let name = "`\(generation.rawValue)`"
    let clusters = count == 1 ? "the only cluster listed is" : "all \(count) clusters listed are"
    return "\(clusters) of the \(name) generation; if this one should be too, use `--generation \(generation.rawValue)`"
  }

  /// One notice about the cluster with a name.
  public static func text(_ notice: Submission.Notice, name: String) -> String {
    let name = "`\(printable(name, limit: 80))`"
    switch notice {
    case .waitingForOtherRun: return "another run on this machine is busy with \(name); waiting for it"
    case .continuing(let milliseconds):
      let day = CalendarDate(secondsSinceEpoch: milliseconds / 1_000)
      return "an earlier run (\(day)) asked for \(name) and did not see the answer; looking for the cluster first"
    case .looking(let reason, let duration):
      return "\(reason); looking for \(name) for up to \(DurationText.text(duration))"
    case .tryingAgain(let reason, let pause):
      return "\(reason); asking for \(name) again in \(DurationText.text(pause))"
    }
  }
}
