package import Glibc

/// The files in a folder and below, in the order of their names' bytes. Hidden ones are left out.
///
/// What may hide a file is a failure, not silence: a name that is not UTF-8, a link that leads nowhere, an entry that
/// the system does not let us look at. Links to folders are followed; a folder is entered once, however many lead to it,
/// so that a loop ends.
public struct FolderWalk {
  /// A file that was found, or why something cannot be looked at.
  public enum Item: Sendable {
    /// The path of a regular file.
    case file(String)
    case failure(FileError)
  }

  private let isWanted: (String) -> Bool
  private let body: (Item) -> Void
  private var entered: Set<FileIdentity> = []

  /// Hands over the files whose names in lower case are wanted, and every failure.
  public static func forEach(
    in folder: String, where isWanted: (String) -> Bool, _ body: (Item) -> Void
  ) {
    withoutActuallyEscaping(isWanted) { isWanted in
      withoutActuallyEscaping(body) { body in
        var walk = FolderWalk(isWanted: isWanted, body: body)
        walk.enter(folder)
      }
    }
  }

  private mutating func enter(_ folder: String) {
    do throws(FileError) {
      guard entered.insert(try FileIdentity(of: folder)).inserted else { return }
      let prefix = folder.hasSuffix("/") ? folder : folder + "/"
      for name in try FileReading.names(in: folder) {
        switch name {
        case .text(let name): if !name.hasPrefix(".") { look(at: prefix + name, name) }
        case .notUTF8(let shown): body(.failure(.nameNotUTF8(path: prefix + shown)))
        }
      }
    } catch {
      body(.failure(error))
    }
  }

  private mutating func look(at path: String, _ name: String) {
    do throws(FileError) {
      switch try FileReading.kind(of: path) {
      case .directory: enter(path)
      case .file: if isWanted(name.lowercased()) { body(.file(path)) }
      // One that nobody writes to would never end.
      case .stream: if isWanted(name.lowercased()) { body(.failure(.notRegular(path: path))) }
      }
    } catch {
      body(.failure(error))
    }
  }
}

/// Which file or folder it is, whatever its path: its device and its number there.
public struct FileIdentity: Sendable, Hashable {
  private let device: UInt64
  private let number: UInt64

  package init(_ status: stat) {
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }

  /// That of what a path leads to, links followed.
  /// - Throws: `FileError` when the system does not say.
  public init(of path: String) throws(FileError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .last(at: path) }
    self.init(status)
  }
}
