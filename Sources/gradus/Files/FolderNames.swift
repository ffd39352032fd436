import Foundation

/// What is in a folder, and what in it has a name that is no text.
enum FolderNames {
  /// - Returns: the names, in no order, and how many more there are that are not in UTF-8.
  static func all(
    in folder: String
  ) throws(FileBytes.Failure) -> (names: [String], unreadable: Int) {
    guard let stream = opendir(folder) else { throw FileBytes.Failure(reason: SystemError.last) }
    defer { closedir(stream) }
    var names: [String] = []
    var unreadable = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      switch name {
      case "."?, ".."?: break
      case let name?: names.append(name)
      case nil: unreadable += 1
      }
    }
    return (names, unreadable)
  }
}
