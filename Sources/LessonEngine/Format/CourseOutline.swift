/// A course: `course.md`, front matter and an ordinary list of links, which are its lessons in order.
public struct CourseOutline: Sendable, Equatable {
  /// One link of the list.
  public struct Entry: Sendable, Equatable {
    /// The lesson's file, below the folder of the course: "01-a-neuron.md".
    public var path: String
    /// The words of the link.
    public var title: String
    package var place: SourcePlace
  }

  /// The name that the course is known by.
  public var id: String
  /// As it is shown.
  public var title: String
  /// One sentence.
  public var summary: String?
  /// SPDX name.
  public var license: String?
  /// Who wrote it.
  public var authors: [String] = []
  /// At least one.
  public var entries: [Entry]

  /// An error at the link of a lesson.
  ///
  /// - Parameter text: of the file.
  package func error(_ message: String, at entry: Entry, in text: String) -> LessonError {
    SourceFile(name: entry.place.file, text: SourceFile.normalized(text)).error(
      message, at: entry.place.position, length: entry.path.utf8.count)
  }
}
