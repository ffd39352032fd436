import CFiles
import Foundation
import Interpreter
import LessonEngine

/// The courses that a user has added: a folder each, below the user's lessons.
struct CourseStore {
  /// Where courses are; nil where not even a home folder is known.
  let folder: String?
  let library: LessonLibrary

  typealias Refusal = CourseFolder.Refusal

  /// In each folder that was made here; nothing is ever removed where it is missing.
  static let marker = ".gradus-course"

  // MARK: Adding

  /// Copies a course: into a folder of its own first, which gets its name when all is well.
  ///
  /// - Returns: the course as it was read.
  func add(_ path: String, replaces: Bool) throws(Refusal) -> CourseOutline {
    let source = try CourseFolder(path)
    let outline = try Self.outline(of: try source.bytes(of: "course.md"), file: "\(path)/course.md")
    let folder = try madeFolder()
    Self.clearLeftovers(in: folder)
    let target = folder + "/" + outline.id
    if access(target, F_OK) == 0 {
      guard Self.isOurs(target) else {
        throw Refusal("\(target) is there, and was not made by gradus course add")
      }
      guard replaces else {
        throw Refusal(
          "there is a course \(outline.id) already", hint: "gradus course add --replace \(path)")
      }
    }
    let staging = "\(folder)/\(Self.addingPrefix)\(outline.id)-\(getpid())"
    do throws(Refusal) {
      try copy(source, to: staging)
      let lessons = try Self.check(outline, in: staging, library: library)
      try Self.checkIds(lessons, of: outline.id, library: library)
      try put(staging, at: target)
    } catch {
      Self.delete(staging)
      throw error
    }
    return outline
  }

  private func madeFolder() throws(Refusal) -> String {
    guard let folder else { throw Refusal("HOME is not set, so there is no place for courses") }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Refusal("\(folder) cannot be made: \(SystemError.last)")
    }
    return folder
  }

  private func copy(_ source: CourseFolder, to staging: String) throws(Refusal) {
    try Self.make(staging)
    // First, so that it can be told later whose it is, however far this comes.
    try Self.write(Array("added by gradus course add\n".utf8), to: staging + "/" + Self.marker)
    if source.files.contains(where: { $0.hasPrefix("data/") }) { try Self.make(staging + "/data") }
    var total = 0
    for file in source.files {
      let bytes = try source.bytes(of: file)
      total += bytes.count
      guard total <= CourseFolder.Limit.all else {
        throw Refusal("the course has more than \(CourseFolder.Limit.all >> 20) MiB")
      }
      try Self.write(bytes, to: staging + "/" + file)
    }
  }

  private static func make(_ folder: String) throws(Refusal) {
    guard mkdir(folder, 0o755) == 0 else {
      throw Refusal("\(folder) cannot be made: \(SystemError.last)")
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(Refusal) {
    do throws(FileBytes.Failure) {
      try AtomicFile.create(path, with: bytes)
    } catch {
      throw Refusal("\(path) cannot be written: \(error.reason)")
    }
  }

  /// Reads every lesson of a course as it was copied: none is added that could not be played.
  ///
  /// - Returns: their ids.
  private static func check(
    _ outline: CourseOutline, in folder: String, library: LessonLibrary
  ) throws(Refusal) -> [(file: String, id: String)] {
    var lessons: [(file: String, id: String)] = []
    for entry in outline.entries {
      guard LessonLibrary.isLesson(entry.path) else {
        throw Refusal(
          "\(entry.place): \(entry.path) cannot be a lesson of the course",
          hint: "lessons lie beside course.md, and README.md is none")
      }
      let file = LessonLibrary.Entry(path: folder + "/" + entry.path, number: nil)
      guard access(file.path, F_OK) == 0 else {
        throw Refusal("\(entry.place): the course lists \(entry.path), which is not there")
      }
      do throws(LessonShelf.Failure) {
        lessons.append((entry.path, try LessonShelf(library: library).lesson(file).id))
      } catch {
        let sentence = error.lessonError(of: file).headline.replacing(folder + "/", with: "")
        throw Refusal("the course has a lesson that cannot be read: \(sentence)")
      }
    }
    return lessons
  }

  /// What a learner does is kept by the ids of lessons: two of one id would be one.
  private static func checkIds(
    _ lessons: [(file: String, id: String)], of course: String, library: LessonLibrary
  ) throws(Refusal) {
    var files: [String: String] = [:]
    for (file, id) in lessons {
      if let other = files.updateValue(file, forKey: id) {
        throw Refusal("\(other) and \(file) have the same id, \(id)")
      }
    }
    for entry in library.entries where entry.course != course {
      guard let lesson = try? LessonShelf(library: library).lesson(entry),
        let file = files[lesson.id]
      else { continue }
      throw Refusal(
        "\(file) has the id of a lesson that is there already, \(lesson.id): \(entry.name)",
        hint: "another id after lesson: in its front matter")
    }
  }

  private func put(_ staging: String, at target: String) throws(Refusal) {
    if access(target, F_OK) == 0 {
      try Self.replace(target, with: staging)
    } else if rename(staging, target) != 0 {
      throw Refusal("\(target) cannot be made: \(SystemError.last)")
    }
  }

  private static func replace(_ target: String, with staging: String) throws(Refusal) {
    // In one step, so that there is a course at every moment, also where this is killed.
    if gradus_exchange(staging, target) == 0 {
      delete(staging)
      return
    }
    // Not every file system can. Killed between these two, the next `add` brings the old one back.
    let old = staging + replacedEnding
    guard rename(target, old) == 0 else {
      throw Refusal("\(target) cannot be replaced: \(SystemError.last)")
    }
    guard rename(staging, target) == 0 else {
      let reason = SystemError.last
      rename(old, target)
      throw Refusal("\(target) cannot be made: \(reason)")
    }
    delete(old)
  }

  // MARK: What there is

  /// The ids of the courses that were added.
  static func ids(in folder: String?) -> [String] {
    guard let folder else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") && isOurs(folder + "/" + $0) }.sorted()
  }

  /// A course as its `course.md` has it now.
  func outline(of id: String) throws(Refusal) -> CourseOutline {
    let path = (folder ?? "") + "/" + id + "/course.md"
    let bytes: [UInt8]
    do throws(FileBytes.Failure) {
      bytes = try FileBytes.read(path, limit: CourseFolder.Limit.lesson)
    } catch {
      throw Refusal("\(path) cannot be read: \(error.reason)")
    }
    return try Self.outline(of: bytes, file: path)
  }

  /// The files that a course lists, in its order; none where it cannot be read.
  static func lessonFiles(ofCourseIn folder: String) -> [String] {
    let path = folder + "/course.md"
    guard let bytes = try? FileBytes.read(path, limit: CourseFolder.Limit.lesson),
      let course = try? outline(of: bytes, file: path)
    else { return [] }
    return course.entries.map { $0.path }
  }

  private static func outline(
    of bytes: [UInt8], file: String
  ) throws(Refusal) -> CourseOutline {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Refusal("\(file) is not a text in UTF-8")
    }
    do throws(LessonError) {
      return try CourseOutline(parsing: text, file: file)
    } catch {
      throw Refusal(error.headline, hint: error.hint)
    }
  }

  // MARK: Removing

  /// Removes a course that was added. What a learner did in it stays in the journal.
  func remove(_ id: String) throws(Refusal) {
    if let folder { Self.clearLeftovers(in: folder) }
    guard let folder, Self.ids(in: folder).contains(id) else {
      let near = Nearest.word(to: id, among: Self.ids(in: folder))
      throw Refusal(
        "there is no course \(id) that was added",
        hint: near.map { "did you mean \($0)?" } ?? "gradus course list")
    }
    // Under another name first, so that half a course is never met.
    let doomed = "\(folder)/\(Self.removingPrefix)\(id)-\(getpid())"
    guard rename("\(folder)/\(id)", doomed) == 0 else {
      throw Refusal("\(id) cannot be removed: \(SystemError.last)")
    }
    Self.delete(doomed)
  }

  /// A folder of ours: an ordinary folder with an ordinary marker in it.
  static func isOurs(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
    return lstat(path + "/" + marker, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Only ever a folder that was made here; links in it are removed and not followed.
  static func delete(_ path: String) {
    // The marker goes last: where this is cut short, it can be told that the rest is ours.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where name != marker {
      try? FileManager.default.removeItem(atPath: path + "/" + name)
    }
    try? FileManager.default.removeItem(atPath: path)
  }
}
