import CProcess
package import Catalog
import Glibc
package import Platform

/// Replaces the folder of a catalog whole: whoever reads sees the old catalog or the new one, even if the writer is killed.
///
/// The new folder is written beside the old one, and the two are exchanged in one step of the file system. What else lies in
/// the folder is in both, as links to the same files.
package struct CatalogReplacement: ~Copyable {
  /// The folder, without symbolic links.
  private let directory: String
  /// The new folder beside it, which only one process at a time may write.
  private let temporary: String
  private let locks: [CInt]
  private let isThere: Bool

  /// Takes the right to replace a catalog, so that no other process does.
  /// - Throws: `FileError` if another process has it, or the folder's parent cannot be written.
  package init(_ directory: String) throws(FileError) {
    let (parent, name) = try Self.place(directory)
    let (path, temporary) = ("\(parent)/\(name)", "\(parent)/.\(name).new")
    var status = stat()
    let isThere = stat(path, &status) == 0
    guard !isThere || status.st_mode & S_IFMT == S_IFDIR else {
      throw .unwritable(path: directory, reason: "it is a file; a catalog is a folder")
    }
    // The folder will be replaced, so it must not be the current one.
    let current = FileReading.workingDirectory() + "/"
    guard !current.hasPrefix(path + "/") else {
      throw .unwritable(
        path: directory, reason: "it is the current folder, or holds it; change to another folder first")
    }
    mkdir(temporary, 0o700)
    let lock = try Self.locked(temporary, of: directory)
    var other: CInt?
    if isThere {
      do throws(FileError) { other = try Self.locked(path, of: directory) } catch {
        rmdir(temporary)
        close(lock)
        throw error
      }
    }
    self.directory = path
    self.temporary = temporary
    self.isThere = isThere
    locks = [lock] + (other.map { [$0] } ?? [])
  }

  /// Removes what is left of the new folder: nothing, what was not finished, or the old catalog.
  deinit {
    try? clean(temporary)
    rmdir(temporary)
    locks.forEach { close($0) }
  }

  /// The folder's parent without symbolic links, and its name.
  private static func place(_ directory: String) throws(FileError) -> (parent: String, name: String) {
    var path = directory[...]
    while path.count > 1, path.last == "/" { path = path.dropLast() }
    if let resolved = realpath(String(path), nil) {
      defer { free(resolved) }
      path = Substring(String(cString: resolved))
    }
    let slash = path.lastIndex(of: "/")
    let name = String(slash.map { path[path.index(after: $0)...] } ?? path)
    guard !name.isEmpty, name != ".", name != ".." else {
      throw .unwritable(path: directory, reason: "the folder of a catalog needs a name")
    }
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let resolved = realpath(parent, nil) else { throw .lastUnwritable(parent) }
    defer { free(resolved) }
    let whole = String(cString: resolved)
    return (whole == "/" ? "" : whole, name)
  }

  /// Opens and locks a folder. The lock ends with the process.
  private static func locked(_ folder: String, of catalog: String) throws(FileError) -> CInt {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw .lastUnwritable(folder) }
    var (opened, there) = (stat(), stat())
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &opened) == 0, lstat(folder, &there) == 0,
      opened.st_ino == there.st_ino, opened.st_dev == there.st_dev
    else {
      close(descriptor)
      throw .unwritable(path: catalog, reason: "another import or update is writing it; try again when it is done")
    }
    return descriptor
  }

  /// The name of the folder for what is read before the catalog is written.
  private static let answers = ".tollgate-answers"

  /// A folder beside the catalog for what is read before the catalog is written. It is removed with the rest.
  /// - Throws: `FileError` if it cannot be made.
  package borrowing func workFolder() throws(FileError) -> String {
    try clean(temporary)
    let folder = "\(temporary)/\(Self.answers)"
    guard mkdir(folder, 0o700) == 0 else { throw .lastUnwritable(folder) }
    return folder
  }

  /// Writes a catalog with its index, checks it, and puts it in the place of the old one.
  /// - Parameter template: A catalog's folder that has the schema and the cost profile, if the catalog is new.
  /// - Returns: The catalog as it was read back.
  /// - Throws: `CatalogError` if the written catalog is not valid; `FileError` if it cannot be written. In both cases,
  ///   the old one is as it was.
  package consuming func write(
    _ contents: consuming CatalogContents, template: String
  ) throws -> CatalogContents {
    try clean(temporary)
    try fill(contents, template)
    // What was written is read back; both at once would be in memory twice.
    _ = consume contents
    let written = try verify()
    try exchange()
    return written
  }

  private borrowing func fill(_ contents: borrowing CatalogContents, _ template: String) throws {
    var status = stat()
    let isOld = isThere && stat(directory, &status) == 0
    chmod(temporary, isOld ? status.st_mode & 0o7777 : 0o755)
    mkdir(temporary + "/regions", 0o755)
    if isOld { try link(directory, temporary) }
    for name in ["catalog.rng", "cost-profile.yaml"] where !FileReading.exists("\(temporary)/\(name)") {
      let path = CatalogFile.path(name, in: template)
      try write(try FileReading.bytes(of: path, limit: 1_048_576), to: name)
    }
    try CatalogText.forEach(contents) { path, bytes throws(FileError) in try write(bytes, to: path) }
  }

  private borrowing func verify() throws -> CatalogContents {
    let folder = try CatalogFolder(directory: temporary)
    let verified: CatalogContents
    do throws(CatalogProblems) { verified = try CatalogVerification.contents(of: folder) } catch { throw error.list[0] }
    let compilation = CatalogCompilation(verified, in: temporary)
    try write(compilation.bytes, to: "catalog.index")
    return compilation.contents
  }

  private borrowing func write(_ bytes: [UInt8], to name: String) throws(FileError) {
    let path = "\(temporary)/\(name)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .lastUnwritable(path) }
    defer { close(descriptor) }
    guard FileWriting.write(bytes, to: descriptor), fsync(descriptor) == 0 else { throw .lastUnwritable(path) }
  }

  /// Links all other files from the old folder to the new one.
  private borrowing func link(_ from: String, _ to: String, below path: String = "") throws(FileError) {
    for entry in try FileReading.names(in: from) {
      guard case .text(let name) = entry else { throw .nameNotUTF8(path: "\(from)/\(entry.shown)") }
      guard !Self.isOwn(path + name) else { continue }
      let (source, target) = ("\(from)/\(name)", "\(to)/\(name)")
      var status = stat()
      guard lstat(source, &status) == 0 else { throw .last(at: source) }
      if status.st_mode & S_IFMT == S_IFDIR {
        guard mkdir(target, status.st_mode & 0o7777) == 0 || errno == EEXIST else { throw .lastUnwritable(target) }
        try link(source, target, below: path + name + "/")
      } else {
        guard linkat(AT_FDCWD, source, AT_FDCWD, target, 0) == 0 else { throw .lastUnwritable(target) }
      }
    }
  }

  /// Whether a path in the folder is one that a catalog's writer makes.
  private static func isOwn(_ path: String) -> Bool {
    let names = [
      CatalogFile.manifest, CatalogFolder.regionsPath, CatalogFolder.typesPath, CatalogFolder.quotasPath,
      "catalog.index",
    ]
    return names.contains(path) || path.hasPrefix(answers + "/")
      || path.hasPrefix("regions/") && path.hasSuffix(".xml") && RegionName.isOne(String(path.dropFirst(8).dropLast(4)))
  }

  private borrowing func exchange() throws(FileError) {
    let result =
      isThere
      ? tollgate_exchange(temporary, directory)
      : rename(temporary, directory)
    guard result == 0 else {
      guard errno == EINVAL || errno == ENOSYS else { throw .lastUnwritable(directory) }
      throw .unwritable(
        path: directory, reason: "this file system cannot exchange two folders in one step; name one on another")
    }
  }

  /// Removes what a writer left in the new folder. Whatever is not also in the catalog itself stays.
  /// - Throws: `FileError` if something stays.
  private borrowing func clean(_ folder: String, below path: String = "") throws(FileError) {
    guard FileReading.exists(folder) else { return }
    for entry in try FileReading.names(in: folder) {
      guard case .text(let name) = entry else { throw .nameNotUTF8(path: "\(folder)/\(entry.shown)") }
      let place = "\(folder)/\(name)"
      var (status, other) = (stat(), stat())
      guard lstat(place, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        try clean(place, below: path + name + "/")
        rmdir(place)
        continue
      }
      let isLinked =
        lstat("\(directory)/\(path)\(name)", &other) == 0 && status.st_ino == other.st_ino
        && status.st_dev == other.st_dev
      guard Self.isOwn(path + name) || isLinked || ["catalog.rng", "cost-profile.yaml"].contains(path + name) else {
        throw .unwritable(
          path: place, reason: "it was left in the folder of an import that was broken off; move it to where it belongs"
        )
      }
      guard unlink(place) == 0 else { throw .lastUnwritable(place) }
    }
  }
}
