import NeuralNetwork

/// What comes back, and when: the boxes of Leitner.
///
/// A step that was answered wrong at first, done with a hint, shown or skipped comes into the first
/// box. In a review, whoever solves it at once moves it one box on; whoever does not, back into the
/// first. The step in box n is due 2ⁿ⁻¹ days after it was done last: 1, 2, 4, 8, 16 days. Out of the
/// last box it does not come back.
///
/// - Source: Leitner 1972, "So lernt man lernen", the boxes; Mace 1932, "The Psychology of Study", the
///   days, by https://supermemo.guru/wiki/Leitner_system.
public struct ReviewSchedule: Sendable, Equatable {
  /// One step that comes back.
  public struct Item: Sendable, Equatable {
    /// The id of its lesson.
    public var lesson: String
    /// Its id.
    public var step: String
    /// From 1.
    public var box: Int
    /// The day from which on it is to be done.
    public var due: Day
  }

  /// How many boxes there are.
  public static let boxes = 5

  /// What comes back, the longest due first.
  public private(set) var items: [Item] = []

  /// The schedule that follows from what was done.
  ///
  /// - Parameter offset: seconds by which the clocks of the place are ahead of Greenwich's.
  public init(_ records: [JournalRecord], offset: Int) {
    var boxes = Boxes()
    // Of resets that can be taken back: what there was before.
    var earlier: [(reset: JournalRecord, boxes: Boxes)] = []
    for record in records {
      let day = Day(of: record.time ?? 0, offset: offset)
      switch record.event {
      case .reset(let scope) where scope != .step:
        earlier.append((record, boxes))
        boxes.forget(scope == .all ? nil : record.lesson)
      case .undone(let scope) where scope != .step:
        let index = earlier.lastIndex {
          $0.reset.event == .reset(scope) && $0.reset.lesson == record.lesson
        }
        guard let index else { continue }
        boxes.bringBack(earlier[index].boxes, lesson: record.lesson, all: scope == .all)
        earlier.removeSubrange(index...)
      default: boxes.sort(record, on: day)
      }
    }
    items = boxes.items.values.sorted {
      ($0.due, $0.lesson, $0.step) < ($1.due, $1.lesson, $1.step)
    }
  }

  /// The schedule of those steps alone that are still there.
  public func keeping(_ isThere: (Item) -> Bool) -> ReviewSchedule {
    var schedule = self
    schedule.items = items.filter(isThere)
    return schedule
  }

  /// What is to be done on a day.
  public func due(on day: Day) -> [Item] { items.filter { $0.due <= day } }

  /// What there is to say on a day; nil where nothing comes back.
  public func sentence(on day: Day) -> String? {
    let due = due(on: day).count
    if due > 0 {
      return due == 1
        ? "1 step is due for review: gradus review."
        : "\(due) steps are due for review: gradus review."
    }
    guard let next = next(after: day) else { return nil }
    let count = items.count { $0.due == next }
    let when = next == day + 1 ? "tomorrow" : "on \(next.short)"
    return "The next review is due \(when): \(counted(count, "step"))."
  }

  /// The first day after it on which something is to be done.
  public func next(after day: Day) -> Day? { items.map(\.due).filter { $0 > day }.min() }
}

/// What comes back, on its way through the records.
private struct Boxes {
  var items: [String: ReviewSchedule.Item] = [:]
  /// What was met once, and so is known not to be new.
  private var done: Set<String> = []

  private static func key(_ record: JournalRecord) -> String { "\(record.lesson)\n\(record.step)" }

  mutating func sort(_ record: JournalRecord, on day: Day) {
    let key = Self.key(record)
    switch record.event {
    case .solved(let ending, let attempts):
      // The first time tells whether it was known.
      guard ending != .read, done.insert(key).inserted, items[key] == nil else { return }
      if ending != .solved || attempts > 0 { put(record, into: 1, on: day) }
    case .skipped:
      guard done.insert(key).inserted else { return }
      put(record, into: 1, on: day)
    case .reviewed(let ending, let attempts):
      let box = items[key]?.box ?? 1
      if ending != .solved || attempts > 0 {
        put(record, into: 1, on: day)
      } else if box < ReviewSchedule.boxes {
        put(record, into: box + 1, on: day)
      } else {
        items[key] = nil
      }
    default: break
    }
  }

  private mutating func put(_ record: JournalRecord, into box: Int, on day: Day) {
    items[Self.key(record)] = ReviewSchedule.Item(
      lesson: record.lesson, step: record.step, box: box, due: day + (1 << (box - 1)))
  }

  /// Everything, or what is of one lesson.
  mutating func forget(_ lesson: String?) {
    guard let lesson else {
      self = Boxes()
      return
    }
    let prefix = "\(lesson)\n"
    items = items.filter { !$0.key.hasPrefix(prefix) }
    done = done.filter { !$0.hasPrefix(prefix) }
  }

  /// What there was of a lesson before a reset; with `all`, also of the others.
  mutating func bringBack(_ earlier: Boxes, lesson: String, all: Bool) {
    forget(lesson)
    let prefix = "\(lesson)\n"
    let isBack: (String) -> Bool = { all || $0.hasPrefix(prefix) }
    // The first time tells, and it was the one before the reset.
    items = items.filter { !earlier.done.contains($0.key) }
    items.merge(earlier.items.filter { isBack($0.key) }) { _, first in first }
    done.formUnion(earlier.done.filter(isBack))
  }
}
