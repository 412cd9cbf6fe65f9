import Platform

/// The commit that the installed program was built from.
enum Revision {
  /// Such as `226139f 2026-11-29`, as `make` wrote it; nil where the program is not installed, or was built from sources that
  /// do not know.
  static var ofInstallation: String? {
    guard let file = ProgramFolder.shared("revision"),
      let bytes = try? FileReading.bytes(of: file, limit: 200, allowingPipe: false)
    else { return nil }
    let text = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return text.isEmpty ? nil : text
  }
}
