import CProcess
import Glibc

/// The folder of the running program, symbolic links followed.
public enum ProgramFolder {
  /// The folder; nil where the system does not tell.
  public static let path: String? = {
    // Without /proc there is the path that the program was started by.
    guard let path = realpath("/proc/self/exe", nil) ?? tollgate_program_path().flatMap({ realpath($0, nil) }) else {
      return nil
    }
    defer { free(path) }
    let program = String(cString: path)
    return program.lastIndex(of: "/").map { String(program[..<$0]) }
  }()

  /// The folder of the installation, which holds `bin`, `libexec` and `share`; nil where the system does not tell.
  public static let installation: String? = path.map { path in
    path.hasSuffix("/libexec/tollgate") ? path + "/../.." : path + "/.."
  }
}
