import Foundation
import Interpreter
import LessonEngine
import Pictures

/// Lessons, read from their files.
struct LessonShelf {
  let library: LessonLibrary

  /// Why a lesson cannot be had.
  enum Failure: Error {
    /// A sentence.
    case notFound(String)
    /// The file is there, and is no lesson.
    case invalid(LessonError)
  }

  /// Reads a lesson.
  ///
  /// - Parameter draw: chooses the values of its variables.
  func lesson(_ entry: LessonLibrary.Entry, draw: UInt64 = 0) throws(Failure) -> Lesson {
    let bytes: [UInt8]
    do throws(FileBytes.Failure) {
      bytes = try FileBytes.read(entry.path)
    } catch {
      throw .notFound("cannot read \(entry.path): \(error.reason)")
    }
    let read = Self.reader(of: entry)
    do throws(LessonError) {
      return try Lesson(
        bytes: bytes, file: entry.path, draw: draw, pictures: Gallery.declarations.map(\.name)
      ) { path throws(Diagnostic) in
        guard let text = String(validating: try read(path), as: UTF8.self) else {
          throw Diagnostic("\(path) is not a text in UTF-8")
        }
        return text
      }
    } catch {
      throw .invalid(error)
    }
  }

  /// Finds a lesson by number, name, id or file.
  func entry(for word: String) throws(Failure) -> LessonLibrary.Entry {
    if word.contains("/") || word.hasSuffix(".md"), access(word, F_OK) == 0 {
      return LessonLibrary.Entry(path: word, number: nil)
    }
    if let entry = library.entry(named: word) { return entry }
    for entry in library.entries {
      if let lesson = try? lesson(entry), lesson.id == word { return entry }
    }
    if word.contains("/") || word.hasSuffix(".md") {
      throw .notFound("cannot read \(word): no such file or directory")
    }
    throw .notFound("there is no lesson \(word); gradus lessons lists them")
  }

  /// The lesson with which `gradus learn` begins: the one that was left last, else the first that
  /// was never finished, else the first.
  func entryToGoOn(with records: [JournalRecord]) throws(Failure) -> LessonLibrary.Entry {
    guard let first = library.entries.first else {
      let places = library.searched.joined(separator: " nor in ")
      throw .notFound("there are no lessons in \(places); GRADUS_LESSONS can name the folder")
    }
    // A review of another lesson is no reason to leave the one at hand.
    guard let last = records.last(where: { !$0.isReview }) else { return first }
    if !Journal.unfinished(records, lesson: last.lesson).isEmpty,
      let entry = entry(withID: last.lesson)
    {
      return entry
    }
    return library.entries.first { entry in
      guard let lesson = try? lesson(entry) else { return false }
      return !Journal.standing(records, lesson: lesson.id).contains { $0.event == .finished }
    } ?? first
  }

  /// The lesson of that id.
  func entry(withID id: String) -> LessonLibrary.Entry? {
    // Most files are named after their ids; the others are read.
    if let entry = library.entry(named: id), (try? lesson(entry))?.id == id { return entry }
    return library.entries.first { (try? lesson($0))?.id == id }
  }

  /// Reads files of a lesson's own folder for its commands.
  static func reader(
    of entry: LessonLibrary.Entry
  ) -> @Sendable (String) throws(Diagnostic) -> [UInt8] {
    let folder = entry.folder
    return { path throws(Diagnostic) in try World.read(path, in: folder, confined: true) }
  }
}

extension LessonShelf {
  /// What comes back for review, of the steps that the lessons still have.
  func schedule(_ records: [JournalRecord], offset: Int) -> ReviewSchedule {
    let schedule = ReviewSchedule(records, offset: offset)
    guard !schedule.items.isEmpty else { return schedule }
    let lessons = Dictionary(
      library.entries.compactMap { try? lesson($0) }.map { ($0.id, $0) }
    ) { first, _ in first }
    return schedule.keeping { lessons[$0.lesson]?.review(of: $0.step) != nil }
  }
}
