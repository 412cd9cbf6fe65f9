import Crypto

/// A SHA-256 digest (FIPS 180-4).
public struct Digest: Sendable, Hashable, CustomStringConvertible {
  /// The digest as 64 lowercase hexadecimal digits.
  public let hexadecimal: String

  /// The digest of some bytes.
  public init(sha256 bytes: some Sequence<UInt8>) {
    var function = SHA256()
    let contiguous: Void? = bytes.withContiguousStorageIfAvailable { function.update(bufferPointer: .init($0)) }
    if contiguous == nil { function.update(data: Array(bytes)) }
    let digits = Array("0123456789abcdef".utf8)
    hexadecimal = String(
      decoding: function.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// `sha256:` and the digits.
  public var description: String { "sha256:" + hexadecimal }
}
