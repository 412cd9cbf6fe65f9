/// Paths as code hosts know them: relative to the top of the repository that a file is in, else to the working directory.
package struct RepositoryPaths: Sendable {
  private let working: [Substring]
  /// How many folders lead to the top of the repository that a folder is in, as far as it was looked up.
  private var tops: [String: Int?] = [:]

  /// The paths as seen from a working directory.
  package init(workingDirectory: String = FileReading.workingDirectory()) {
    working = workingDirectory.split(separator: "/")
  }

  /// A path relative to the top. A path outside of any repository climbs with `..` where it must; what is not a path, such as
  /// `<stdin>`, stays.
  package mutating func relative(_ path: String) -> String {
    guard !path.hasPrefix("<") else { return path }
    let parts = parts(of: path)
    return relative(parts, in: parts.dropLast())
  }

  /// The same of a file or a folder, which may be the top itself: that has an empty path.
  package mutating func relative(fileOrFolder path: String) -> String {
    guard case .directory? = try? FileReading.kind(of: path) else { return relative(path) }
    let parts = parts(of: path)
    return relative(parts, in: parts[...])
  }

  private func parts(of path: String) -> [Substring] {
    var parts = path.hasPrefix("/") ? [] : working
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts
  }

  private mutating func relative(_ parts: [Substring], in folder: ArraySlice<Substring>) -> String {
    if let depth = top(of: folder) { return parts.dropFirst(depth).joined(separator: "/") }
    let common = zip(parts, working).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: working.count - common) + parts.dropFirst(common)).joined(separator: "/")
  }

  /// The number of folders that lead to the top of the repository; nil outside of any.
  private mutating func top(of folders: ArraySlice<Substring>) -> Int? {
    let folder = folders.joined(separator: "/")
    if let known = tops[folder] { return known }
    // Git's folder, or the file that stands for it in work trees and submodules.
    let depth =
      FileReading.exists("/" + (folder.isEmpty ? "" : folder + "/") + ".git")
      ? folders.count : folders.isEmpty ? nil : top(of: folders.dropLast())
    tops[folder] = depth
    return depth
  }
}
