/// A moment with a name. It stays whatever is undone, and whatever the tape forgets.
struct Mark: Sendable, Equatable {
  let name: String
  let kept: KeptMoment
  /// The id of the moment on the tape that it lies at or behind; nil once that is not there.
  var place: Int?
  /// Training steps behind that.
  var offset = 0

  static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.kept == right.kept
  }
}

extension Timeline {
  func mark(named name: String) -> Mark? { marks.first { $0.name == name } }

  /// The mark of this name, or of one that differs from it in capitals only.
  func mark(folded word: Word) -> Mark? {
    mark(named: word.text) ?? marks.first { $0.name.folded == word.folded }
  }

  /// The id of the moment before an entry, or of the end.
  private func id(before entry: Int) -> Int {
    entries.indices.contains(entry) ? entries[entry].id : endID
  }

  /// Gives the moment `now` a name; a mark of that name goes.
  ///
  /// - Returns: false where the marks would take more memory than there is; nothing is marked then.
  mutating func setMark(_ name: String, at now: Moment) -> Bool {
    let mark = Mark(name: name, kept: KeptMoment(now), place: id(before: index))
    // What is now is held anyway; but it will change, and the mark will not.
    var alone = MemoryLedger()
    for other in marks where other.name != name { alone.hold(other.kept) }
    alone.hold(mark.kept)
    guard alone.bytes - alone.bytes(sharedWith: now.arraysOfData) <= limit else { return false }
    removeMark(named: name)
    ledger.hold(mark.kept)
    marks.append(mark)
    makeRoom(besides: now.arrays)
    return true
  }

  mutating func removeMark(named name: String) {
    guard let index = marks.firstIndex(where: { $0.name == name }) else { return }
    ledger.release(marks[index].kept)
    marks.remove(at: index)
  }

  /// Where a mark is on the tape, if it is there.
  func place(of mark: Mark) -> Place? {
    guard let id = mark.place else { return nil }
    if id == endID, mark.offset == 0 { return Place(entry: entries.count) }
    return entries.firstIndex { $0.id == id }.map { Place(entry: $0, offset: mark.offset) }
  }
}
