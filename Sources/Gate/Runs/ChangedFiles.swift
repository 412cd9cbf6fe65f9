import Findings
import Platform

/// Which files of requests a check since a revision of git reads.
struct ChangedFiles {
  private let paths = RepositoryPaths()
  private let changed: Set<String>

  /// The files that changed since a revision, or that git does not know.
  /// - Throws: `GateError.history`.
  init(since revision: String) throws(GateError) {
    do throws(GitRepository.Failure) {
      let repository = try GitRepository()
      changed = try repository.changes(since: try repository.commit(revision))
    } catch { throw .history(revision: revision, error) }
  }

  /// Whether a file changed.
  func contains(_ path: String) -> Bool { changed.contains(paths.relative(path)) }

  /// Whether a file or anything in a folder changed.
  func touches(_ path: String) -> Bool {
    let path = paths.relative(path)
    return changed.contains(path) || changed.contains { $0.hasPrefix(path + "/") } || path.isEmpty
  }
}

extension RequestFiles {
  /// The requests of files as they were at a revision of git: those below the paths, in folders only what may hold requests.
  /// - Throws: `GateError.history`.
  public init(paths: [String], at revision: String) throws(GateError) {
    let relative = RepositoryPaths()
    let files: [(path: String, bytes: [UInt8])]
    do throws(GitRepository.Failure) {
      let repository = try GitRepository()
      let commit = try repository.commit(revision)
      files = try repository.files(at: commit, below: paths.map { relative.relative($0) }) { path in
        RequestScan.mayHoldRequests(path) || paths.contains { relative.relative($0) == path }
      }
    } catch { throw .history(revision: revision, error) }
    self.init(files.map { SourceFile(name: "\(revision):\($0.path)", bytes: $0.bytes) })
  }
}
