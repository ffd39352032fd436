import LessonEngine
import Testing

@Suite("The lesson to start from") struct LessonTemplateTests {
  @Test(arguments: [
    ("09-xor-fails.md", "xor-fails", "Xor fails"),
    ("Größe Ü 1.md", "gr-e-1", "Größe Ü 1"),
    ("überall.md", "berall", "Überall"),
    ("нейрон.md", "my-lesson", "Нейрон"),
    ("a: [b] #c \"d\".md", "a-b-c-d", "A b c d"),
    ("1.md", "1", "1"),
    ("---.md", "my-lesson", "My lesson"),
  ]) func `is named after its file, in any language`(file: String, id: String, title: String) throws
  {
    let text = LessonTemplate(fileName: file).text
    let lesson = try Lesson(parsing: text, file: file)
    #expect(lesson.id == id)
    #expect(lesson.title == title)
    #expect(text.contains("\n# \(title)\n"))
  }
}
