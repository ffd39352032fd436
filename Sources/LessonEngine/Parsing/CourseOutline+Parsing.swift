import Interpreter
import Markdown

extension CourseOutline {
  /// Reads a `course.md`: its front matter, and the links of its lists in their order.
  ///
  /// - Throws: the first fault with its place: a link that leads out of the folder, a lesson that is
  ///   listed twice, no lesson at all.
  public init(parsing text: String, file: String) throws(LessonError) {
    let source = SourceFile(name: file, text: SourceFile.normalized(text))
    let top = SourcePosition(line: 1, column: 1)
    guard let frontMatter = try FrontMatter(of: source), frontMatter.value("course") != nil else {
      throw source.error(
        "a course begins with front matter that names it", at: top, hint: "course: networks")
    }
    try frontMatter.checkKeys(Self.keys)
    try frontMatter.checkFormat()
    id = try frontMatter.required("course", like: "course: networks")
    guard Slug.isValid(id) else {
      throw frontMatter.error(
        "an id has small letters, digits and hyphens only", at: "course", hint: "course: networks")
    }
    title = try frontMatter.required("title", like: "title: Networks")
    summary = try frontMatter.text("summary")
    license = try frontMatter.text("license")
    authors = try frontMatter.list("authors")
    let document = try source.document(skipping: frontMatter.lineCount)
    entries = []
    for block in document.blocks { try Self.collect(block, in: source, into: &entries) }
    guard !entries.isEmpty else {
      throw source.error(
        "this course lists no lesson", at: top, hint: "1. [A neuron](01-a-neuron.md)")
    }
  }

  static let keys = Construct.names(.course, in: "course.md")

  /// The links of a list's items, nested ones too; links in prose are no lessons.
  private static func collect(
    _ block: Block, in source: SourceFile, into entries: inout [Entry]
  ) throws(LessonError) {
    guard case .list(let items, _) = block.content else { return }
    for item in items {
      for inner in item.blocks {
        if case .paragraph(let inlines) = inner.content, let link = inlines.firstLink {
          let position = source.position(of: link.path, below: inner.start)
          try add(link, at: position, in: source, to: &entries)
        } else {
          try collect(inner, in: source, into: &entries)
        }
      }
    }
  }

  private static func add(
    _ link: (path: String, title: String), at position: SourcePosition, in source: SourceFile,
    to entries: inout [Entry]
  ) throws(LessonError) {
    func fault(_ message: String) -> LessonError {
      source.error(
        message, at: position, length: link.path.utf8.count, hint: "[A neuron](01-a-neuron.md)")
    }
    guard LessonFiles.isInside(link.path), link.path.hasSuffix(".md") else {
      throw fault("a lesson of a course is a .md file of its folder")
    }
    if entries.contains(where: { $0.path == link.path }) {
      throw fault("this lesson is listed twice")
    }
    entries.append(Entry(path: link.path, title: link.title, place: source.place(position)))
  }
}

extension [Inline] {
  /// The first link of a paragraph.
  fileprivate var firstLink: (path: String, title: String)? {
    for case .link(let destination, let inner) in map(\.content) {
      return (destination, inner.plainText)
    }
    return nil
  }
}
