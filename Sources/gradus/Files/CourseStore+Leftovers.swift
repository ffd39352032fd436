import Foundation

/// What a program leaves behind that is killed while it adds or removes a course.
extension CourseStore {
  /// A course that is being copied: ".adding-networks-4711", with the number of the process.
  static let addingPrefix = ".adding-"
  /// A course that is being removed.
  static let removingPrefix = ".removing-"
  /// After the name of the copy: the course in whose place it comes.
  static let replacedEnding = "-old"

  /// Clears up after programs that are gone: what they had begun goes, and a course that was to be
  /// replaced and has no successor gets its name back.
  static func clearLeftovers(in folder: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard let leftover = Leftover(name), !leftover.isInUse else { continue }
      let path = folder + "/" + name
      let target = folder + "/" + leftover.course
      guard isOurs(path) else {
        // Made, and killed before there was anything in it: only what is empty goes.
        rmdir(path)
        continue
      }
      if leftover.isReplaced, access(target, F_OK) != 0, rename(path, target) == 0 { continue }
      delete(path)
    }
  }

  /// What the name of such a folder says.
  private struct Leftover {
    let course: String
    let isReplaced: Bool
    private let process: pid_t

    init?(_ name: String) {
      let prefixes = [CourseStore.addingPrefix, CourseStore.removingPrefix]
      guard let prefix = prefixes.first(where: { name.hasPrefix($0) }) else { return nil }
      var rest = name.dropFirst(prefix.count)
      isReplaced = rest.hasSuffix(CourseStore.replacedEnding)
      if isReplaced { rest = rest.dropLast(CourseStore.replacedEnding.count) }
      guard let dash = rest.lastIndex(of: "-"),
        let process = pid_t(rest[rest.index(after: dash)...]),
        process > 0
      else { return nil }
      course = String(rest[..<dash])
      self.process = process
    }

    /// Whether another program is at it. One of our own number was somebody's before us.
    var isInUse: Bool {
      process != getpid() && (kill(process, 0) == 0 || errno == EPERM)
    }
  }
}
