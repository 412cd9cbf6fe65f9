package import Glibc

/// The files in a folder and its subfolders, ordered by the bytes of their names. Hidden files are skipped.
///
/// Anything that may hide a file is a failure: a name that is not UTF-8, a dangling link, an entry that the system
/// denies access to. Links to folders are followed. Each folder is entered once, however many links lead to it, so
/// cycles end.
public struct FolderWalk {
  /// A file, or why an entry could not be read.
  public enum Item: Sendable {
    /// The path of a regular file.
    case file(String)
    case failure(FileError)
  }

  private let isWanted: (String) -> Bool
  private var items: [Item] = []
  private var entered: Set<FileIdentity> = []

  /// Every failure, and every file whose lowercase name `isWanted` accepts, in order.
  public static func items(in folder: String, where isWanted: (String) -> Bool) -> [Item] {
    withoutActuallyEscaping(isWanted) { isWanted in
      var walk = FolderWalk(isWanted: isWanted)
      walk.enter(folder)
      return walk.items
    }
  }

  private init(isWanted: @escaping (String) -> Bool) { self.isWanted = isWanted }

  private mutating func enter(_ folder: String) {
    do throws(FileError) {
      guard entered.insert(try FileIdentity(of: folder)).inserted else { return }
      let prefix = folder.hasSuffix("/") ? folder : folder + "/"
      for name in try FileReading.names(in: folder) {
        switch name {
        case .text(let name): if !name.hasPrefix(".") { look(at: prefix + name, name) }
        case .notUTF8(let shown): items.append(.failure(.nameNotUTF8(path: prefix + shown)))
        }
      }
    } catch {
      items.append(.failure(error))
    }
  }

  private mutating func look(at path: String, _ name: String) {
    do throws(FileError) {
      switch try FileReading.kind(of: path) {
      case .directory: enter(path)
      case .file: if isWanted(name.lowercased()) { items.append(.file(path)) }
      // A pipe without a writer would never end.
      case .stream: if isWanted(name.lowercased()) { items.append(.failure(.notRegular(path: path))) }
      }
    } catch {
      items.append(.failure(error))
    }
  }
}

/// The identity of a file or folder regardless of its path: its device and inode number.
public struct FileIdentity: Sendable, Hashable {
  private let device: UInt64
  private let number: UInt64

  package init(_ status: stat) {
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }

  /// The identity of the file at a path, following links.
  /// - Throws: `FileError` if the system does not report it.
  public init(of path: String) throws(FileError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .last(at: path) }
    self.init(status)
  }
}
