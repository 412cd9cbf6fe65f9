import Findings
public import Platform

/// The files that a check since a revision of git reads: all but those that git knows to be the same. A file that git
/// ignores, that is outside of the repository, or that a link leads to from a new place may never have been checked.
struct ChangedFiles {
  private let repository: GitRepository
  private let same: Set<ExactPath>
  private let different: Set<ExactPath>

  /// The files that may have changed since a revision.
  /// - Throws: `GateError.history`.
  init(since revision: String) throws(GateError) {
    do throws(GitRepository.Failure) {
      repository = try GitRepository()
      (same, different) = try repository.comparison(with: try repository.commit(revision))
    } catch { throw .history(revision: revision, error) }
  }

  /// Whether a file may have changed.
  func contains(_ file: String) -> Bool {
    !(repository.paths(of: file)?.allSatisfy { same.contains(ExactPath($0)) } ?? false)
  }

  /// Whether something that decides, a file or a folder, may have changed. What lies outside of the repository, such as an
  /// installed catalog, is not for git to tell.
  func touches(_ path: String) -> Bool {
    guard let inside = repository.paths(of: path) else { return !FileReading.exists(path) }
    guard case .directory? = try? FileReading.kind(of: path) else { return contains(path) }
    let hasLost = inside.contains { folder in different.contains { $0.below(folder) != nil } }
    return hasLost
      || FolderWalk.items(in: path, where: RequestScan.mayHoldRequests).contains { item in
        if case .file(let file) = item { contains(file) } else { true }
      }
  }
}

extension ChangedFiles {
  /// The requests below some paths in files that changed: as they were, and as they are.
  /// - Throws: `GateError.history`.
  func requests(below paths: [String], since revision: String) throws(GateError) -> (
    old: RequestFiles, new: RequestFiles
  ) {
    let old = try RequestFiles(paths: paths, at: revision) { different.contains(ExactPath($0)) }
    return (old, RequestFiles(paths: RequestFiles.withoutNested(paths), where: contains))
  }
}

extension RequestFiles {
  /// Paths without those that lie below another, whose files would be read twice.
  package static func withoutNested(_ paths: [String]) -> [String] {
    var seen = RepositoryPaths()
    let places = paths.map { seen.relative(fileOrFolder: $0) }
    return paths.indices.filter { index in
      !paths.indices.contains { other in
        other != index && ExactPath(places[index]).isAtOrBelow(places[other])
          && (places[index] != places[other] || other < index)
      }
    }.map { paths[$0] }
  }

  /// The requests of files as they were at a revision of git: those below the paths, in folders only what may hold requests.
  /// - Throws: `GateError.history`.
  public init(paths: [String], at revision: String) throws(GateError) {
    try self.init(paths: paths, at: revision) { _ in true }
  }

  fileprivate init(
    paths: [String], at revision: String, where isWanted: (String) -> Bool
  ) throws(GateError) {
    let files: [(path: String, bytes: [UInt8])]
    do throws(GitRepository.Failure) {
      let repository = try GitRepository()
      let commit = try repository.commit(revision)
      let inside = try repository.pathsFromTop(paths)
      files = try repository.files(at: commit, below: inside) { path in
        isWanted(path) && (RequestScan.mayHoldRequests(path) || inside.contains(path))
      }
    } catch { throw .history(revision: revision, error) }
    self.init(files.map { SourceFile(name: "\(revision):\($0.path)", bytes: $0.bytes) })
  }

  /// Every version of the requests below some paths that a commit since a day brought, the oldest first.
  /// - Throws: `GateError.history`.
  public init(paths: [String], since day: CalendarDate) throws(GateError) {
    var versions: [GitRepository.Version]
    do throws(GitRepository.Failure) {
      let repository = try GitRepository()
      let inside = try repository.pathsFromTop(paths)
      versions = try repository.versions(since: day, below: inside) { path in
        RequestScan.mayHoldRequests(path) || inside.contains(path)
      }
      // Those that are there now count whatever their commits say of their day.
      let now = try repository.files(at: try repository.commit("HEAD"), below: inside) { path in
        RequestScan.mayHoldRequests(path) || inside.contains(path)
      }
      let known = Dictionary(grouping: versions) { ExactPath($0.path) }
      versions += now.filter { file in
        !(known[ExactPath(file.path)] ?? []).contains { $0.bytes == file.bytes }
      }.map {
        GitRepository.Version(commit: "HEAD", path: $0.path, bytes: $0.bytes)
      }
    } catch { throw .history(revision: "HEAD", error) }
    self.init(versions.map { SourceFile(name: "\($0.commit.prefix(12)):\($0.path)", bytes: $0.bytes) })
  }
}
