import CSHA256

/// A SHA-256 digest (FIPS 180-4).
public struct Digest: Sendable, Hashable, CustomStringConvertible {
  /// The digest as 64 lowercase hexadecimal digits.
  public let hexadecimal: String

  /// The digest of some bytes.
  public init(sha256 bytes: some Sequence<UInt8>) {
    var context = SHA256_CTX()
    SHA256_Init(&context)
    let contiguous: Void? = bytes.withContiguousStorageIfAvailable {
      _ = SHA256_Update(&context, $0.baseAddress, $0.count)
    }
    if contiguous == nil {
      let copy = Array(bytes)
      SHA256_Update(&context, copy, copy.count)
    }
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256_Final(&digest, &context)
    let digits = Array("0123456789abcdef".utf8)
    hexadecimal = String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// A digest from its hexadecimal form; nil unless it is 64 lowercase hexadecimal digits.
  public init?(hexadecimal: String) {
    let isDigit = { (byte: UInt8) in (48...57).contains(byte) || (97...102).contains(byte) }
    guard hexadecimal.utf8.count == 64, hexadecimal.utf8.allSatisfy(isDigit) else { return nil }
    self.hexadecimal = hexadecimal
  }

  /// `sha256:` and the digits.
  public var description: String { "sha256:" + hexadecimal }
}
