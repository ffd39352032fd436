import Foundation

/// Bytes to standard output and standard error, unbuffered and in order.
enum Output {
  static let standard: Int32 = 1
  static let error: Int32 = 2

  /// Writes everything. A reader that went away ends the program by SIGPIPE; a terminal that was
  /// closed is noticed at the next prompt.
  static func write(_ bytes: [UInt8], to descriptor: Int32 = standard) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        guard errno == EINTR || errno == EAGAIN else { return }
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, 100)
        continue
      }
      start += count
    }
  }

  /// Writes text of our own making. What comes from outside goes through a canvas, which filters.
  static func write(_ text: StaticString, to descriptor: Int32 = standard) {
    write(text.withUTF8Buffer { Array($0) }, to: descriptor)
  }

  /// Writes text that holds nothing from outside: numbers and our own words.
  static func write(trusted text: String, to descriptor: Int32 = standard) {
    write(Array(text.utf8), to: descriptor)
  }
}
