/// What a lesson may read: files of its own folder and nothing else.
package enum LessonFiles {
  /// Whether a path names a file at or below the folder that it starts from.
  ///
  /// Links are the business of whoever opens the file.
  package static func isInside(_ path: String) -> Bool {
    guard !path.isEmpty, path.utf8.count <= 400, path.first != "/", path.first != "~" else {
      return false
    }
    guard path.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      return false
    }
    return !path.contains("\\") && !path.contains(":")
      && !path.split(separator: "/", omittingEmptySubsequences: false).contains {
        $0 == ".." || $0 == "." || $0.isEmpty
      }
  }
}
