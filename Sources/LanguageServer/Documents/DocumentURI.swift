/// The address of a document, as clients name it: `file:///home/me/request.yaml`, or of another scheme for what is no file.
struct DocumentURI: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  /// The address of a file.
  init(path: String) {
    var text = "file://"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    self.text = text
  }

  /// The path of the file; nil for what is no file of this machine.
  var path: String? {
    guard text.lowercased().hasPrefix("file://") else { return nil }
    var rest = Array(text.utf8.dropFirst("file://".utf8.count))[...]
    for host in ["localhost", ""] where rest.starts(with: Array((host + "/").utf8)) {
      rest = rest.dropFirst(host.utf8.count)
      break
    }
    guard rest.first == UInt8(ascii: "/") else { return nil }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
