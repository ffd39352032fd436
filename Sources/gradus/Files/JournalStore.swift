import Foundation
import LessonEngine

/// Progress on disk: what was done before, and what is being done now.
final class JournalStore {
  /// What was done, in order.
  private(set) var records: [JournalRecord]
  /// What there is to say about it, for the learner.
  private(set) var sentences: [String] = []
  /// Nil where nothing is saved.
  private var file: ProgressFile?
  private let folder: String?
  /// Holds the lesson that is played, so that a second program does not mix its steps in.
  private var lessonLock: Int32 = -1
  /// Whether another program plays the same lesson.
  private var isLessonTaken = false

  /// Reads the journal in a folder.
  ///
  /// - Parameter trouble: why there is no folder to save in.
  init(folder: String?, trouble: String?) {
    self.folder = trouble == nil ? folder : nil
    if let trouble { sentences.append(trouble + ".") }
    guard trouble == nil, let folder else {
      records = []
      return
    }
    let path = folder + "/journal.jsonl"
    var journal = Journal()
    do throws(FileBytes.Failure) {
      let file = try ProgressFile(path: path)
      let loaded = try file.load { bytes in
        journal = Journal(parsing: bytes)
        return journal.newerVersion == nil ? Self.damage(in: bytes, of: journal) : []
      }
      if journal.newerVersion == nil { self.file = file }
      if let warning = journal.warning { sentences.append(warning) }
      if let place = loaded.setAside { sentences.append("It is in \(place).") }
    } catch {
      sentences.append("\(path): \(error.reason). Progress is not saved.")
    }
    records = journal.records
  }

  /// What the journal in a folder says now. Reads without ever writing.
  static func journal(in folder: String?) -> Journal {
    let bytes = folder.flatMap { try? FileBytes.read($0 + "/journal.jsonl") } ?? []
    return Journal(parsing: bytes)
  }

  /// Whether what is done is kept.
  var isSaving: Bool { file.map { !$0.hasFailed && !isLessonTaken } ?? false }

  /// What the journal says now.
  var journal: Journal { Self.journal(in: folder) }

  deinit { if lessonLock >= 0 { close(lessonLock) } }

  /// Takes a lesson for this program. Where another one plays it, nothing is saved.
  ///
  /// - Returns: a sentence about that.
  func take(lesson: String) -> String? {
    guard let folder, file != nil else { return nil }
    if lessonLock >= 0 { close(lessonLock) }
    isLessonTaken = false
    let name = lesson.unicodeScalars.map { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar))
        ? String(scalar) : "%\(scalar.value)"
    }.joined()
    lessonLock = open("\(folder)/\(name.prefix(120)).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lessonLock >= 0, flock(lessonLock, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else {
      return nil
    }
    isLessonTaken = true
    return "This lesson is open in another Gradus. What you do here is not saved."
  }

  /// Keeps records.
  ///
  /// - Returns: a sentence when saving has just become impossible.
  func keep(_ records: [JournalRecord]) -> String? {
    self.records += records
    guard let file, !isLessonTaken else { return nil }
    let now = Date().timeIntervalSince1970.rounded()
    let lines = records.map { record in
      var record = record
      record.time = now
      return Journal.line(for: record)
    }
    return file.append(Array(lines.joined().utf8))
  }

  /// Where the damaged lines stand.
  private static func damage(in bytes: [UInt8], of journal: Journal) -> [Range<Int>] {
    guard !journal.damage.isEmpty else { return [] }
    var ranges: [Range<Int>] = []
    var damaged = journal.damage.map(\.line)[...]
    var start = 0
    var number = 0
    while start < bytes.count, let next = damaged.first {
      number += 1
      let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
      if number == next {
        // A tail goes with its newline, so that the next record begins a line.
        let isTail = end + 1 >= bytes.count || start >= journal.wholeLength
        ranges.append(start..<(isTail ? bytes.count : end))
        if isTail { break }
        damaged.removeFirst()
      }
      start = end + 1
    }
    return ranges
  }
}
