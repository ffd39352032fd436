import Interpreter
import Markdown

/// A lesson as the rules see it: what the file says, what else is in the course, and where a learner
/// stands at each exercise who does what the model answers do.
struct LintSubject: Sendable {
  let lesson: Lesson
  let course: LessonsAround
  /// How many columns of a terminal a text takes.
  let columns: @Sendable (String) -> Int
  let visits: [Visit]
  /// The lesson with other values of its variables.
  let draws: [Lesson]
  let environment: Environment
  let readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])?

  /// An exercise, and the player as it is when it is asked.
  struct Visit: Sendable {
    var exercise: Exercise
    var player: LessonPlayer
  }

  /// What the screen has that a lesson may count on.
  static let screen = (columns: 80, rows: 24)

  func error(
    _ message: String, at place: SourcePlace, length: Int? = nil, hint: String? = nil,
    suggestion: String? = nil
  ) -> LessonError {
    lesson.error(message, at: place, length: length, hint: hint, suggestion: suggestion)
  }

  /// The place of a block of prose, which may stand in a part that its step includes.
  func place(of block: Block, in step: Step) -> SourcePlace {
    SourcePlace(file: block.file ?? step.place.file, position: block.start)
  }

  /// The place of the file's first line.
  var top: SourcePlace {
    SourcePlace(file: lesson.file, position: SourcePosition(line: 1, column: 1))
  }

  /// Where a key of the front matter stands; else the file's first line.
  func place(ofKey key: String) -> SourcePlace {
    guard let source = lesson.sources.first else { return top }
    for (index, line) in source.lines.enumerated().dropFirst() {
      if line.trimmingSpaces == "---" { break }
      if line.hasPrefix("\(key):") {
        return source.place(SourcePosition(line: index + 1, column: 1))
      }
    }
    return top
  }

  /// All elements with the index of their step in `lesson.places`.
  var elements: [(step: Step, element: Element)] {
    lesson.places.flatMap { step in step.elements.map { (step, $0) } }
  }

  /// All exercises, in order.
  var exercises: [(step: Step, exercise: Exercise)] {
    lesson.places.flatMap { step in step.exercises.map { (step, $0) } }
  }
}

/// What the lessons around a lesson say of themselves.
public struct LessonsAround: Sendable, Equatable {
  /// A lesson of the same folder.
  public struct Entry: Sendable, Equatable {
    /// The file's name, without its folder.
    public var file: String
    /// As the lessons name each other.
    public var id: String
    /// The ids of the lessons to do before.
    public var requires: [String]
    /// The commands and notions that are new in it.
    public var introduces: [String]

    /// An entry of a lesson that was read.
    public init(file: String, about: About) {
      self.file = file
      id = about.id
      requires = about.requires
      introduces = about.introduces
    }
  }

  /// In the order of the files.
  public var lessons: [Entry]
  /// The files that the course lists, in its order.
  public var published: [String]

  /// The lessons of a folder, and what its course lists.
  public init(lessons: [Entry] = [], published: [String] = []) {
    self.lessons = lessons
    self.published = published
  }

  /// What a learner knows who has done the lessons that this one requires, and those before it.
  func known(before lesson: Lesson) -> Set<String> {
    var open = lesson.about.requires
    let file = lesson.file.split(separator: "/").last.map(String.init) ?? lesson.file
    if let index = published.firstIndex(of: file) {
      for earlier in published[..<index] {
        open += lessons.filter { $0.file == earlier }.map(\.id)
      }
    }
    var done = Set<String>()
    var known = Set<String>()
    while let id = open.popLast() {
      guard done.insert(id).inserted, let entry = lessons.first(where: { $0.id == id }) else {
        continue
      }
      known.formUnion(entry.introduces)
      open += entry.requires
    }
    return known
  }
}
