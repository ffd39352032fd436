import LessonEngine

enum JournalFuzz {
  /// Reading never fails, what is good is kept, and once the damage is taken out there is none.
  static func run(_ bytes: [UInt8]) {
    let journal = Journal(parsing: bytes)
    precondition(journal.damage.count + journal.records.count <= bytes.count)
    var mended = bytes
    for stretch in journal.stretchesToSetAside.reversed() {
      if stretch.upperBound == bytes.count {
        mended.removeSubrange(stretch)
      } else {
        for place in stretch { mended[place] = 0x20 }
      }
    }
    // As whoever appends does: half a line must not take the next one with it.
    if let last = mended.last, last != 0x0A { mended.append(0x0A) }
    let lines = journal.records.map(Journal.line).joined()
    let again = Journal(parsing: mended + Array(lines.utf8))
    if journal.newerVersion == nil {
      precondition(again.damage.isEmpty, "damage after it was taken out")
      precondition(again.records == journal.records + journal.records, "a record that changed")
    }
    for lesson in Set(journal.records.prefix(50).map(\.lesson)) {
      _ = Journal.unfinished(journal.records, lesson: lesson)
      _ = Journal.draw(journal.records, lesson: lesson)
    }
  }
}
