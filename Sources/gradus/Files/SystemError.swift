import Foundation

/// What the system says about a failure, in a few words.
enum SystemError {
  /// "permission denied", for the last call that failed.
  static var last: String { text(of: errno) }

  static func text(of number: Int32) -> String {
    let text = String(cString: strerror(number))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
