import CProcess
import Glibc

/// The folder of the running program, with symbolic links resolved.
public enum ProgramFolder {
  /// The folder; nil if it is unknown.
  public static let path: String? = {
    // Without /proc, use the path that the program was started with.
    guard let path = realpath("/proc/self/exe", nil) ?? tollgate_program_path().flatMap({ realpath($0, nil) }) else {
      return nil
    }
    defer { free(path) }
    let program = String(cString: path)
    return program.lastIndex(of: "/").map { String(program[..<$0]) }
  }()

  /// A file or folder that the installation brings; nil if the installation is unknown.
  public static func shared(_ name: String) -> String? { installation.map { $0 + "/share/tollgate/" + name } }

  /// The folder of the installation, which contains `bin`, `libexec` and `share`; nil if it is unknown.
  public static let installation: String? = path.map { path in
    path.hasSuffix("/libexec/tollgate") ? path + "/../.." : path + "/.."
  }
}
