import Findings
import Platform

/// The files that a check since a revision of git reads.
struct ChangedFiles {
  private let repository: GitRepository
  private let changed: Set<String>

  /// The files that changed since a revision, or that git does not know.
  /// - Throws: `GateError.history`.
  init(since revision: String) throws(GateError) {
    do throws(GitRepository.Failure) {
      repository = try GitRepository()
      changed = try repository.changes(since: try repository.commit(revision))
    } catch { throw .history(revision: revision, error) }
  }

  /// Whether a file changed. One that is not in the repository counts as changed: nothing says that it was checked before.
  func contains(_ file: String) -> Bool { repository.path(of: file).map(changed.contains) ?? true }

  /// Whether a file or anything in a folder of the repository changed, or is gone from it.
  func touches(_ path: String) -> Bool {
    guard let inside = repository.path(of: path) else { return !FileReading.exists(path) }
    return inside.isEmpty || changed.contains(inside) || changed.contains { $0.hasPrefix(inside + "/") }
  }
}

extension RequestFiles {
  /// The requests of files as they were at a revision of git: those below the paths, in folders only what may hold requests.
  /// - Throws: `GateError.history`.
  public init(paths: [String], at revision: String) throws(GateError) {
    let files: [(path: String, bytes: [UInt8])]
    do throws(GitRepository.Failure) {
      let repository = try GitRepository()
      let commit = try repository.commit(revision)
      let inside = paths.map { path in repository.path(of: path) ?? path }
      files = try repository.files(at: commit, below: inside) { path in
        RequestScan.mayHoldRequests(path) || inside.contains(path)
      }
    } catch { throw .history(revision: revision, error) }
    self.init(files.map { SourceFile(name: "\(revision):\($0.path)", bytes: $0.bytes) })
  }
}
