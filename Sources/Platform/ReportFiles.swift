import Glibc
import Synchronization

/// The existing files that this run writes reports to. Reading one of them is refused, and so is writing to it
/// afterwards. No input is therefore overwritten, whether it is a request, policy, configuration, catalog or trace.
public enum ReportFiles {
  private struct State {
    var reports: Set<FileIdentity> = []
    /// The folder of each report file.
    var folders: [FileIdentity: FileIdentity] = [:]
    /// The report files that the run tried to read.
    var inputs: Set<FileIdentity> = []
  }

  private static let state = Mutex(State())

  /// Registers a report file before anything is read. A path that does not exist, or leads to a terminal, pipe or
  /// device, is ignored.
  public static func add(_ path: String) {
    guard let identity = identity(of: path) else { return }
    let folder = folder(of: path)
    state.withLock { state in
      state.reports.insert(identity)
      if let folder { state.folders[identity] = folder }
    }
  }

  /// Whether a report goes to a file in a folder whose files are all inputs. If so, the report is refused.
  package static func refuseReports(in folder: String) -> Bool {
    var status = stat()
    guard state.withLock({ !$0.folders.isEmpty }), stat(folder, &status) == 0 else { return false }
    let identity = FileIdentity(status)
    return state.withLock { state in
      let reports = state.folders.filter { $0.value == identity }.keys
      state.inputs.formUnion(reports)
      return !reports.isEmpty
    }
  }

  private static func folder(of path: String) -> FileIdentity? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    var status = stat()
    guard stat(dirname(resolved), &status) == 0 else { return nil }
    return FileIdentity(status)
  }

  /// Whether a report goes to a file that the run tried to read.
  public static func isInput(_ path: String) -> Bool {
    guard let identity = identity(of: path) else { return false }
    return state.withLock { $0.inputs.contains(identity) }
  }

  /// Treats a file as the report of an earlier run, which may be replaced even though its folder is read.
  package static func replace(_ path: String) {
    guard let identity = identity(of: path) else { return }
    state.withLock { _ = $0.inputs.remove(identity) }
  }

  /// Whether reading a file is refused because a report goes to it.
  static func refuse(_ identity: FileIdentity) -> Bool {
    state.withLock { state in
      guard state.reports.contains(identity) else { return false }
      state.inputs.insert(identity)
      return true
    }
  }

  private static func identity(of path: String) -> FileIdentity? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileIdentity(status)
  }
}
