public import Platform

extension FileError: CustomStringConvertible {
  /// The message shown to people.
  public var description: String {
    switch self {
    case .unwritable(let path, let reason): "cannot write `\(printable(path))`: \(reason)"
    case .unreadable(let path, let reason): "cannot read `\(printable(path))`: \(reason)"
    case .danglingLink(let path):
      "`\(printable(path))` is a link that leads nowhere; remove it, or create what it leads to"
    case .isDirectory(let path): "`\(printable(path))` is a folder, not a file"
    case .notRegular(let path): "`\(printable(path))` is not a regular file but a device, a socket or a pipe"
    case .nameNotUTF8(let path): "the name of `\(printable(path))` is not UTF-8; rename it"
    case .isOutput(let path):
      "`\(printable(path))` is an input, and a report is to be written to it; name another file for the report"
    case .tooLarge(let path, let limit):
      "`\(printable(path))` is larger than the limit of \(limit / 1_048_576) MiB; split it into several files"
    }
  }
}
