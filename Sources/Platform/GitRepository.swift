import CProcess
import Glibc

/// What git knows of files, read from its database: no checkout, no hook, no monitor, no other program of a configuration.
public struct GitRepository: Sendable {
  /// The top of the repository.
  public let top: String
  private let program: String

  /// Why git could not tell something.
  public enum Failure: Error, Sendable {
    /// `git` is not installed.
    case missing
    /// Git refused; these are its words.
    case refused(String)
  }

  /// The repository that a folder is in.
  /// - Throws: `Failure`.
  public init(at folder: String = ".") throws(Failure) {
    guard let program = Self.program else { throw .missing }
    self.program = program
    let answer = try Self.run(program, ["-C", folder, "rev-parse", "--show-toplevel"])
    top = String(decoding: answer.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// The paths from the top by which git knows a file or folder: as it is written, and with links resolved. Nil if one of
  /// them leads elsewhere, or to nothing.
  public func paths(of file: String) -> [String]? {
    guard let resolved = realpath(file, nil) else { return nil }
    defer { free(resolved) }
    var paths: [String] = []
    for path in [Self.normalized(file), String(cString: resolved)] {
      guard let path = pathFromTop(path) else { return nil }
      paths.append(path)
    }
    return paths
  }

  /// Whether the history ends somewhere, as in the checkouts of CI systems.
  /// - Throws: `Failure`.
  public func isShallow() throws(Failure) -> Bool {
    try git(["rev-parse", "--is-shallow-repository"]).starts(with: "true".utf8)
  }

  /// The commit that a revision names.
  /// - Throws: `Failure` if it names none.
  public func commit(_ revision: String) throws(Failure) -> String {
    let answer: [UInt8]
    do throws(Failure) {
      answer = try git(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
    } catch { throw .refused("the commit does not exist") }
    return String(decoding: answer.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// The files and links of a commit, as paths from the top: those that are the same in the working directory, and those
  /// that differ or are gone.
  /// - Throws: `Failure`.
  package func comparison(with commit: String) throws(Failure) -> (same: Set<ExactPath>, different: Set<ExactPath>) {
    let known = Set(
      Self.texts(try git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit])).map { ExactPath($0) })
    let changed = Self.texts(
      try git([
        "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules", commit,
        "--",
      ])
    ).map { ExactPath($0) }
    return (known.subtracting(changed), known.intersection(changed))
  }

  /// The files of a commit below some paths from the top, or all: path and contents, in the order of their paths.
  /// - Throws: `Failure`.
  public func files(
    at commit: String, below paths: [String], where isWanted: (String) -> Bool
  ) throws(Failure) -> [(path: String, bytes: [UInt8])] {
    let listed = try git(["ls-tree", "-r", "-z", "--full-tree", commit, "--"] + Self.below(paths))
    var files: [(path: String, object: String)] = []
    for line in Self.texts(listed) {
      // `mode type object<tab>path`; links and submodules are skipped.
      guard let tab = line.firstIndex(of: "\t") else { continue }
      let fields = line[..<tab].split(separator: " ")
      let path = String(line[line.index(after: tab)...])
      if fields.count == 3, fields[0].hasPrefix("100"), isWanted(path) { files.append((path, String(fields[2]))) }
    }
    return zip(files, try contents(of: files)).map { ($0.path, $1) }
  }

  /// A version of a file that a commit brought.
  public struct Version: Sendable {
    /// The commit.
    public let commit: String
    /// The path from the top.
    public let path: String
    /// What the file held.
    public let bytes: [UInt8]

    /// A version of a file.
    public init(commit: String, path: String, bytes: [UInt8]) {
      (self.commit, self.path, self.bytes) = (commit, path, bytes)
    }
  }

  /// Every version of the files below some paths from the top, or of all, that a commit since a day brought (UTC, by the
  /// date of the commit), on whatever branch that led to the present one. Each is there once, the oldest first.
  /// - Throws: `Failure`.
  public func versions(
    since day: CalendarDate, below paths: [String], where isWanted: (String) -> Bool
  ) throws(Failure) -> [Version] {
    guard try !isShallow() else { throw .refused("its history is cut; fetch all of it with `git fetch --unshallow`") }
    // Plumbing obeys no setting of a user about logs, signatures or differences.
    let listed = try git(
      ["--literal-pathspecs", "rev-list", "--timestamp", "--reverse", "--full-history", "HEAD", "--"]
        + Self.below(paths))
    let commits = String(decoding: listed, as: UTF8.self).split(separator: "\n").compactMap { line -> Substring? in
      let parts = line.split(separator: " ")
      let isRecent = parts.first.flatMap { Int($0) }.map { $0 >= day.daysSinceEpoch * 86_400 } ?? false
      return isRecent && parts.count == 2 ? parts[1] : nil
    }
    let brought = try git(
      [
        "--literal-pathspecs", "diff-tree", "--stdin", "-r", "-m", "--root", "--raw", "-z", "--no-abbrev",
        "--no-renames",
        "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--diff-filter=AMT", "--",
      ] + Self.below(paths), input: Array(commits.map { $0 + "\n" }.joined().utf8))
    var versions: [(commit: String, path: String, object: String)] = []
    var seen: Set<String> = []
    var commit = ""
    var object: String?
    // A commit, then for each file `:mode mode object object status` and its path.
    for field in Self.texts(brought) {
      if let found = object {
        object = nil
        guard found != Self.link, isWanted(field), seen.insert("\(found) \(field)").inserted else { continue }
        versions.append((commit, field, found))
      } else if field.utf8.first == UInt8(ascii: ":") {
        let parts = field.split(separator: " ")
        guard parts.count == 5 else { throw .refused("git's list of changes has another form") }
        object = parts[1].hasPrefix("100") ? String(parts[3]) : Self.link
      } else {
        commit = field
      }
    }
    try refuseTooMuch(versions.map(\.object))
    let contents = try contents(of: versions.map { ($0.path, $0.object) })
    return zip(versions, contents).map { Version(commit: $0.commit, path: $0.path, bytes: $1) }
  }

  /// Paths as git takes them: none for everything below the top.
  private static func below(_ paths: [String]) -> [String] { paths.contains("") ? [] : paths }

  /// Paths from the top; those that are not there any more are told as they are written.
  /// - Throws: `Failure` for a path outside of the repository.
  public func pathsFromTop(_ files: [String]) throws(Failure) -> [String] {
    var found: [String] = []
    for file in files {
      if let paths = paths(of: file) {
        found += paths
      } else if !FileReading.exists(file), let path = pathFromTop(Self.normalized(file)) {
        found.append(path)
      } else {
        throw .refused("\(file) is outside of the repository")
      }
    }
    return found
  }

  /// A path from the root of the system, without `.` and `..`, as it is written.
  private static func normalized(_ file: String) -> String {
    let written = file.hasPrefix("/") ? file : FileReading.workingDirectory() + "/" + file
    var parts: [Substring] = []
    for part in written.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// A path from the top; nil for one that is not below it.
  private func pathFromTop(_ path: String) -> String? { path == top ? "" : ExactPath(path).below(top) }

  /// Stands for the object of a link or a submodule.
  private static let link = "-"

  /// Objects of more bytes than fit into memory besides everything else are refused before they are read.
  private func refuseTooMuch(_ objects: [String]) throws(Failure) {
    guard !objects.isEmpty else { return }
    let sizes = try git(
      ["cat-file", "--batch-check=%(objectsize)"], input: Array((objects.joined(separator: "\n") + "\n").utf8))
    let sum = String(decoding: sizes, as: UTF8.self).split(separator: "\n").reduce(0) { $0 + (Int($1) ?? 0) }
    guard sum <= Self.greatestHistory else {
      throw .refused(
        "the versions have \(sum / 1_048_576) MiB, more than \(Self.greatestHistory / 1_048_576); name fewer files, or a later day"
      )
    }
  }

  /// The greatest sum of the versions of a history, in bytes.
  private static let greatestHistory = 128 * 1_048_576

  /// What objects hold, in their order.
  private func contents(of files: [(path: String, object: String)]) throws(Failure) -> [[UInt8]] {
    guard !files.isEmpty else { return [] }
    let names = files.map { $0.object + "\n" }.joined()
    var rest = try git(["cat-file", "--batch"], input: Array(names.utf8))[...]
    var contents: [[UInt8]] = []
    for file in files {
      // `object type size`, then so many bytes and a line break.
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
        let size = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ").last.flatMap({ Int($0) }),
        size < rest.endIndex - end
      else { throw .refused("git does not have the contents of \(file.path)") }
      let start = end + 1
      contents.append(Array(rest[start..<start + size]))
      rest = rest[(start + size)...].dropFirst()
    }
    return contents
  }

  private func git(_ arguments: [String], input: [UInt8]? = nil) throws(Failure) -> [UInt8] {
    try Self.run(program, ["-C", top] + arguments, input: input)
  }

  private static func texts(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Where `git` lies.
  private static var program: String? {
    (ProcessEnvironment.variable("PATH") ?? "").split(separator: ":").lazy
      .map { "\($0)/git" }.first { $0.hasPrefix("/") && access($0, X_OK) == 0 }
  }

  /// Runs git to its end. What it prints goes into files without a name.
  private static func run(_ program: String, _ arguments: [String], input: [UInt8]? = nil) throws(Failure) -> [UInt8] {
    let descriptors = (0..<3).map { _ in tollgate_memory_file() }
    defer { for descriptor in descriptors where descriptor >= 0 { close(descriptor) } }
    guard descriptors.allSatisfy({ $0 >= 0 }) else { throw .refused(SystemError.last) }
    if let input {
      var rest = input[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptors[0], $0.baseAddress, $0.count) }
        guard count > 0 else { throw .refused(SystemError.last) }
        rest = rest.dropFirst(count)
      }
      lseek(descriptors[0], 0, SEEK_SET)
    }
    let settings = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"]
    let kept = ["PATH", "HOME", "XDG_CONFIG_HOME", "GIT_DIR", "GIT_WORK_TREE", "GIT_CEILING_DIRECTORIES"]
    let environment =
      kept.compactMap { name in ProcessEnvironment.variable(name).map { (name: name, value: $0) } } + [
        (name: "LC_ALL", value: "C"), (name: "GIT_OPTIONAL_LOCKS", value: "0"), (name: "GIT_NO_LAZY_FETCH", value: "1"),
        (name: "GIT_TERMINAL_PROMPT", value: "0"), (name: "GIT_PAGER", value: "cat"),
      ]
    let code = ChildProcess.run(
      program, ["git"] + settings + arguments, environment: environment,
      handing: descriptors.enumerated().map { (own: $0.element, as: CInt($0.offset)) })
    guard code == 0 else {
      let words = String(decoding: contents(of: descriptors[2]), as: UTF8.self)
      throw .refused(words.split(separator: "\n").first.map(String.init) ?? "git ended with \(code ?? -1)")
    }
    return contents(of: descriptors[1])
  }

  private static func contents(of descriptor: CInt) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return [] }
    let size = Int(status.st_size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, let start = buffer.baseAddress {
        let read = pread(descriptor, start + count, size - count, off_t(count))
        guard read > 0 else { return }
        count += read
      }
    }
  }
}
