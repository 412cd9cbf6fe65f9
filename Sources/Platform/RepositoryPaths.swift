/// Paths as code hosts know them: relative to the top of the repository that the working directory is in, else to the
/// working directory.
package struct RepositoryPaths: Sendable {
  /// The folders from the top of the repository to the working directory.
  private let below: [Substring]
  /// The top of the repository, or the working directory outside of any.
  private let top: [Substring]

  /// The paths as seen from a working directory.
  package init(workingDirectory: String = FileReading.workingDirectory()) {
    let folders = workingDirectory.split(separator: "/")
    // Git's folder, or the file that stands for it in work trees and submodules.
    let depth = (0...folders.count).last {
      FileReading.exists("/" + (folders.prefix($0) + [".git"]).joined(separator: "/"))
    }
    top = Array(folders.prefix(depth ?? folders.count))
    below = Array(folders.dropFirst(top.count))
  }

  /// A path relative to the top. A path outside of it climbs with `..`; what is not a path, such as `<stdin>`, stays.
  package func relative(_ path: String) -> String {
    guard !path.hasPrefix("<") else { return path }
    let isAbsolute = path.hasPrefix("/")
    var folders = isAbsolute ? [] : top + below
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = folders.popLast() } else { folders.append(part) }
    }
    let common = zip(folders, top).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: top.count - common) + folders.dropFirst(common)).joined(separator: "/")
  }
}
