import Foundation
import LessonEngine

/// Progress on disk: what was done before, and what is being done now.
final class JournalStore {
  /// What was done, in order.
  private(set) var records: [JournalRecord] = []
  /// What there is to say about it, for the learner.
  private(set) var sentences: [String] = []
  /// Nil where nothing is saved.
  private var file: ProgressFile?
  private let folder: String?
  /// Says to other programs that this one plays the lesson.
  private var lessonLock: Int32 = -1
  /// The name of what this program does in the lesson at hand.
  private var run: String?

  /// Reads the journal in a folder.
  ///
  /// - Parameter trouble: why there is no folder to save in.
  init(folder: String?, trouble: String?) {
    self.folder = trouble == nil ? folder : nil
    if let trouble { sentences.append(trouble + ".") }
    guard let folder else { return }
    let path = folder + "/journal.jsonl"
    guard trouble == nil else {
      records = Self.readable(in: folder).records
      return
    }
    do throws(FileBytes.Failure) {
      let file = try ProgressFile(path: path)
      switch file.alone({ Self.load(file) }) {
      case .success(let loaded):
        records = loaded.journal.records
        sentences += loaded.sentences
        if loaded.journal.newerVersion == nil { self.file = file }
      case .failure(let failure): throw failure
      }
    } catch {
      // What can only be read still tells how far the learner is.
      records = Self.readable(in: folder).records
      sentences.append("\(path): \(error.reason). Progress is not saved.")
    }
  }

  /// Reads a file that nobody else is at, and puts what is damaged in another one.
  private static func load(
    _ file: ProgressFile
  ) -> Result<(journal: Journal, sentences: [String]), FileBytes.Failure> {
    do throws(FileBytes.Failure) {
      let bytes = try file.read()
      let journal = Journal(parsing: bytes)
      guard let warning = journal.warning else { return .success((journal, [])) }
      guard journal.newerVersion == nil else { return .success((journal, [warning])) }
      do throws(FileBytes.Failure) {
        let place = try file.setAside(journal.stretchesToSetAside, of: bytes)
        return .success((journal, [warning, "What is damaged was moved to \(place)."]))
      } catch {
        return .success(
          (journal, ["\(warning) What is damaged stays where it is for now: \(error.reason)."]))
      }
    } catch {
      return .failure(error)
    }
  }

  /// What the journal in a folder says now; where there is none, nothing was done yet. Reads without
  /// ever writing.
  ///
  /// - Throws: why a journal that is there cannot be read.
  static func journal(in folder: String?) throws(FileBytes.Failure) -> Journal {
    guard let folder else { return Journal() }
    let path = folder + "/journal.jsonl"
    var status = stat()
    if stat(path, &status) != 0, errno == ENOENT { return Journal() }
    return Journal(parsing: try FileBytes.read(path))
  }

  private static func readable(in folder: String?) -> Journal {
    (try? journal(in: folder)) ?? Journal()
  }

  /// Whether all that is done is on the disk.
  var isSaving: Bool {
    file.map { !$0.hasFailed && $0.newerWarning == nil && $0.waiting.isEmpty } ?? false
  }

  /// What the journal says now. Where it cannot be read, `sentences` says why, and it is empty.
  var journal: Journal { Self.readable(in: folder) }

  deinit { if lessonLock >= 0 { close(lessonLock) } }

  /// Begins a run of this program on a lesson: reads what other programs have written meanwhile, and
  /// goes on from there, on a branch of its own. Two programs on one lesson both save.
  ///
  /// - Returns: a sentence where there is another one.
  func take(lesson: String) -> String? {
    run = Self.runName()
    var sentences: [String] = []
    // Nothing may come in between reading where to go on and saying so.
    if let sentence = file.map({ file in file.alone { beginRun(of: lesson, in: file) } }) ?? nil {
      sentences.append(sentence)
    }
    if isTakenElsewhere(lesson) {
      sentences.append(
        "This lesson is open in another Gradus as well. Both are saved; the next time goes on from "
          + "the one that was used last.")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private func beginRun(of lesson: String, in file: ProgressFile) -> String? {
    if file.waiting.isEmpty, let read = try? file.read() {
      let journal = Journal(parsing: read)
      records = journal.records
      if journal.newerVersion != nil {
        self.file = nil
        return journal.warning
      }
    }
    return Journal.resumption(records, lesson: lesson).flatMap { keep([$0]) }
  }

  private static func runName() -> String {
    String(UInt64.random(in: 1...UInt64.max), radix: 36)
  }

  private func isTakenElsewhere(_ lesson: String) -> Bool {
    guard let folder, file != nil else { return false }
    if lessonLock >= 0 { close(lessonLock) }
    let name = lesson.unicodeScalars.map { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar))
        ? String(scalar) : "%\(scalar.value)"
    }.joined()
    lessonLock = open("\(folder)/\(name.prefix(120)).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    return lessonLock >= 0 && flock(lessonLock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Keeps records.
  ///
  /// - Returns: a sentence when saving has just become impossible, or possible again.
  func keep(_ records: [JournalRecord]) -> String? {
    let now = Date().timeIntervalSince1970.rounded()
    let stamped = records.map { record in
      var record = record
      record.time = now
      record.run = run
      return record
    }
    self.records += stamped
    return file?.append(Array(stamped.map(Journal.line).joined().utf8))
  }

  /// Tries once more to save what the disk had no room for.
  ///
  /// - Returns: a sentence, where some of it is lost, or just saved.
  func saveRest() -> String? {
    guard let file else { return nil }
    if file.newerWarning != nil {
      return "What you did since a newer Gradus wrote to the journal is not kept."
    }
    guard !file.waiting.isEmpty || file.hasFailed else { return nil }
    if let sentence = file.append([]) { return sentence }
    return "What you did since the disk was full is not saved."
  }
}
