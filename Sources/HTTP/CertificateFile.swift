import Base64

/// A file of certificates in PEM format (RFC 7468).
enum CertificateFile {
  /// The maximum size of a file in bytes. The file of Debian has 0.2 MiB.
  private static let longest = 16 * 1_048_576

  /// The labels that OpenSSL accepts for a certificate (PEM_read(3)).
  private static let labels = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]

  /// The certificates of a file, without its other content. Nil if the file has none, or has something that starts like
  /// a certificate but is not one.
  static func read(_ path: String) -> [UInt8]? {
    (try? RegularFile.bytes(of: path, limit: longest)).flatMap(certificates)
  }

  /// The certificates in the content of a file.
  static func certificates(in content: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var open: (end: [UInt8], lines: [ArraySlice<UInt8>])?
    for line in content.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      guard let block = open else {
        if let label = labels.first(where: { line.trimmed.elementsEqual("-----BEGIN \($0)-----".utf8) }) {
          open = (Array("-----END \(label)-----".utf8), [line])
        }
        continue
      }
      guard line.trimmed.elementsEqual(block.end) else {
        open?.lines.append(line)
        continue
      }
      guard isStructure(block.lines.dropFirst().flatMap(\.trimmed)) else { return nil }
      for line in block.lines + [line] { result += line.trimmed + [UInt8(ascii: "\n")] }
      open = nil
    }
    return open == nil && !result.isEmpty ? result : nil
  }

  /// Whether the Base64 text encodes a sequence whose length matches its header (ITU-T X.690, sections 8.1.3 and 8.9).
  /// A trusted certificate of OpenSSL has a second sequence after it.
  private static func isStructure(_ text: [UInt8]) -> Bool {
    guard let bytes = Base64.decode(text, isPaddingRequired: true), bytes.count > 4, bytes[0] == 0x30 else {
      return false
    }
    var length = Int(bytes[1])
    var start = 2
    if length >= 0x80 {
      let digits = length - 0x80
      guard (1...3).contains(digits) else { return false }
      length = bytes[2..<(2 + digits)].reduce(0) { $0 << 8 | Int($1) }
      start += digits
    }
    return length > 0 && start + length <= bytes.count
  }
}

extension ArraySlice<UInt8> {
  /// The line without trailing spaces and tabs.
  fileprivate var trimmed: ArraySlice<UInt8> {
    prefix(upTo: (lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? startIndex - 1) + 1)
  }
}
