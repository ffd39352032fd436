import CFiles
import Foundation
import Testing

/// `gradus course`: courses of others, and what may not come in with them.
struct CourseTests {
  /// A home and a course in a folder of their own.
  private final class Place {
    let path = NSTemporaryDirectory() + "gradus-course-\(UUID().uuidString)"
    var course: String { path + "/My course" }
    var added: String { path + "/data/gradus/lessons" }

    init() throws {
      try FileManager.default.createDirectory(
        atPath: course + "/data", withIntermediateDirectories: true)
      try write(
        """
        ---
        course: my-course
        format: 1
        title: Mine
        ---

        1. [One](01-one.md)
        """, to: "course.md")
      try write(
        "# One\n\n## A\n\n```gradus run\n> data load data/two.csv\n> print samples\nsamples 2\n```\n",
        to: "01-one.md")
      try write("x,y\n1,2\n3,4\n", to: "data/two.csv")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: course + "/" + name))
    }

    func gradus(_ arguments: String...) throws -> Command {
      var variables = ProcessInfo.processInfo.environment
      variables["XDG_DATA_HOME"] = path + "/data"
      variables["XDG_STATE_HOME"] = path + "/state"
      return try Command.run([TerminalWindow.binary] + arguments, environment: variables)
    }

    /// All that lies where courses are.
    var there: [String] {
      ((try? FileManager.default.subpathsOfDirectory(atPath: added)) ?? []).sorted()
    }
  }

  @Test func `a course is copied, found, played, listed and removed`() throws {
    let place = try Place()
    let added = try place.gradus("course", "add", place.course)
    #expect(added.status == 0, "\(added.errors)")
    #expect(added.output.hasPrefix("Added my-course: Mine, 1 lesson.\n"))
    #expect(
      place.there == [
        "my-course", "my-course/.gradus-course", "my-course/01-one.md", "my-course/course.md",
        "my-course/data", "my-course/data/two.csv",
      ])
    #expect(try place.gradus("lessons").output.contains("my-course/one"))
    #expect(try place.gradus("play", "my-course/one").output.contains("samples 2"))
    #expect(try place.gradus("test", "my-course/one").status == 0)
    #expect(try place.gradus("course").output.contains("my-course  Mine"))
    // A number is still that of a lesson that ships.
    #expect(try place.gradus("play", "1").output.hasPrefix("A neuron\n"))
    let removed = try place.gradus("course", "remove", "my-course")
    #expect(removed.status == 0)
    #expect(place.there == [])
    #expect(FileManager.default.fileExists(atPath: place.course + "/01-one.md"))
  }

  /// What a learner does is kept by the id: the lesson of a course must not tick off another one.
  @Test func `no lesson comes in whose id is another's`() throws {
    let place = try Place()
    func refusal() throws -> String {
      let ran = try place.gradus("course", "add", place.course)
      #expect(ran.status == 2)
      #expect(place.there == [])
      return ran.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let front = "---\nformat: 1\ntitle: One\nlesson: a-neuron\n---\n\n## A\n\nWords.\n"
    try place.write(front, to: "01-one.md")
    #expect(
      try refusal().contains(
        "01-one.md has the id of a lesson that is there already, a-neuron: a-neuron"))
    try place.write(front.replacing("a-neuron", with: "other"), to: "01-one.md")
    try place.write(front.replacing("a-neuron", with: "other"), to: "02-two.md")
    try place.write(
      "---\ncourse: my-course\nformat: 1\ntitle: Mine\n---\n\n1. [One](01-one.md)\n2. [Two](02-two.md)\n",
      to: "course.md")
    #expect(try refusal().contains("01-one.md and 02-two.md have the same id, other"))
  }

  @Test func `lessons are those that the course lists, in its order`() throws {
    let place = try Place()
    try place.write("## A\n\nAnother.\n", to: "zero.md")
    try place.write("Part of another.\n", to: "part.md")
    try place.write(
      "---\ncourse: my-course\nformat: 1\ntitle: Mine\n---\n\n1. [Zero](zero.md)\n2. [One](01-one.md)\n",
      to: "course.md")
    #expect(try place.gradus("course", "add", place.course).status == 0)
    let names = try place.gradus("lessons").output.split(separator: "\n").compactMap { line in
      line.split(separator: " ").first { $0.hasPrefix("my-course/") }.map(String.init)
    }
    #expect(names == ["my-course/zero", "my-course/one"])
  }

  @Test func `a lesson that is listed and not there is named without the place of the copy`() throws
  {
    let place = try Place()
    try FileManager.default.removeItem(atPath: place.course + "/01-one.md")
    let errors = try place.gradus("course", "add", place.course).errors
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      errors.contains("My course/course.md:7:10: the course lists 01-one.md, which is not there"),
      "\(errors)")
    #expect(!errors.contains(".adding"))
  }

  @Test func `a course that is there is replaced only where that is asked`() throws {
    let place = try Place()
    #expect(try place.gradus("course", "add", place.course).status == 0)
    try place.write("# One\n\nNew words.\n", to: "01-one.md")
    let again = try place.gradus("course", "add", place.course)
    #expect(again.status == 2)
    #expect(again.errors.contains("--replace"))
    #expect(try place.gradus("course", "add", "--replace", place.course).status == 0)
    #expect(try place.gradus("play", "my-course/one").output.contains("New words."))
    #expect(place.there.allSatisfy { $0.hasPrefix("my-course") })
  }

  @Test func `two folders get each other's names in one step, or keep their own`() throws {
    let place = try Place()
    let other = place.path + "/other"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    #expect(gradus_exchange(place.course, place.path + "/none") != 0)
    #expect(FileManager.default.fileExists(atPath: place.course + "/01-one.md"))
    guard gradus_exchange(place.course, other) == 0 else {
      // Not every file system can.
      #expect([EINVAL, ENOSYS, ENOTSUP].contains(errno))
      return
    }
    #expect(FileManager.default.fileExists(atPath: other + "/01-one.md"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.course) == [])
  }

  @Test func `what a killed program was at is cleared up, and the course that it moved comes back`()
    throws
  {
    let place = try Place()
    #expect(try place.gradus("course", "add", place.course).status == 0)
    let gone = try Command.run(["sh", "-c", "printf $$"]).output
    let alive = ".adding-alive-\(getpid())"
    let theirs = ".adding-theirs-\(gone)"
    let moved = try Command.run([
      "sh", "-c",
      """
      cd '\(place.added)' && mv my-course .adding-my-course-\(gone)-old
      mkdir .adding-empty-\(gone) \(theirs) && touch \(theirs)/a.md
      for name in .adding-my-course-\(gone) .removing-x-\(gone) \(alive); do
        mkdir $name && touch $name/.gradus-course $name/01-one.md
      done
      """,
    ])
    #expect(moved.status == 0, "\(moved.errors)")
    // It is there again, so that it is not added without being asked.
    let again = try place.gradus("course", "add", place.course)
    #expect(again.errors.contains("--replace"))
    let left = Set(try FileManager.default.contentsOfDirectory(atPath: place.added))
    #expect(left == ["my-course", alive, theirs])
    #expect(try place.gradus("play", "my-course/one").output.contains("samples 2"))
  }

  /// What is done to the folder, and a word of the refusal.
  @Test(arguments: [
    ("ln -s /etc/passwd 'My course/secret.txt'", "is a link"),
    ("ln -s /etc 'My course/more'", "is a link"),
    ("ln 'My course/01-one.md' other; true", "hard link"),
    ("rm -r 'My course/data'; ln -s /etc 'My course/data'", "is a link"),
    ("ln -s /etc/passwd 'My course/data/a.csv'", "is a link"),
    ("mkfifo 'My course/pipe.txt'", "no ordinary file"),
    ("mkdir 'My course/sub'", "no folder but data"),
    ("mkdir 'My course/data/sub'", "lies flat"),
    ("touch 'My course/RUN.SH'", "the name RUN.SH is not taken"),
    ("touch 'My course/a b.md'", "is not taken"),
    ("touch \"My course/$(printf 'e\\033[31m.md')\"", "is not taken"),
    ("touch 'My course/-rf.md'", "is not taken"),
    ("touch 'My course/README.MD' 'My course/README.md'", "one name on some disks"),
    ("for i in $(seq 250); do touch \"My course/$i.txt\"; done", "at most 200"),
    ("head -c 300000 /dev/zero | tr '\\0' a > 'My course/02-big.md'", "at most 262144"),
    ("truncate -s 100M 'My course/data/big.csv'", "at most 67108864"),
    ("rm 'My course/course.md'", "no course.md"),
    ("sed -i 's/my-course/..\\/..\\/evil/' 'My course/course.md'", "an id has small letters"),
    ("sed -i 's/01-one.md/..\\/..\\/x.md/' 'My course/course.md'", "of its folder"),
    ("sed -i 's/01-one.md/02-two.md/' 'My course/course.md'", "02-two.md"),
    (
      "cd 'My course'; mv 01-one.md data/one.md; sed -i 's/01-one/data\\/one/' course.md",
      "course.md:7:10: data/one.md cannot be a lesson of the course"
    ),
    (
      "cd 'My course'; mv 01-one.md README.md; sed -i 's/01-one/README/' course.md",
      "course.md:7:10: README.md cannot be a lesson of the course; lessons lie beside course.md"
    ),
    ("printf '```gradus rnu\\n' > 'My course/01-one.md'", "cannot be read: 01-one.md:1"),
  ])
  func `what does not belong into a course is refused, and nothing of it stays`(
    harm: String, words: String
  ) throws {
    let place = try Place()
    let done = try Command.run(["sh", "-c", "cd '\(place.path)' && \(harm)"])
    #expect(done.status == 0, "\(done.errors)")
    let refused = try place.gradus("course", "add", place.course)
    #expect(refused.status == 2)
    let said = refused.errors.split { $0.isWhitespace }.joined(separator: " ")
    #expect(said.contains(words), "\(said)")
    #expect(!refused.errors.contains("\u{1b}"))
    #expect(place.there == [])
  }

  @Test func `19 a refusal says what is wrong, where, and what to do`() throws {
    let place = try Place()
    let missing = try place.gradus("course", "add", place.path + "/none")
    let said = missing.errors.split { $0.isWhitespace }.joined(separator: " ")
    #expect(said.contains("there is no folder \(place.path)/none"))
    #expect(said.contains("a course is a folder with course.md and its lessons in it"))
    let unknown = try place.gradus("course", "remove", "my-curse")
    #expect(unknown.errors.contains("there is no course my-curse that was added"))
    _ = try place.gradus("course", "add", place.course)
    #expect(
      try place.gradus("course", "remove", "my-corse").errors.contains("did you mean my-course"))
  }

  @Test func `only what was added here is removed`() throws {
    let place = try Place()
    for id in ["theirs", "linked"] {
      try FileManager.default.createDirectory(
        atPath: place.added + "/" + id, withIntermediateDirectories: true)
    }
    try Data("x".utf8).write(to: URL(filePath: place.added + "/theirs/a.md"))
    // A marker that is a link is none.
    try FileManager.default.createSymbolicLink(
      atPath: place.added + "/linked/.gradus-course", withDestinationPath: "/etc/hostname")
    try FileManager.default.createSymbolicLink(
      atPath: place.added + "/outside", withDestinationPath: place.course)
    for id in ["theirs", "linked", "outside", "..", ".", "", "../../My course", "none"] {
      #expect(try place.gradus("course", "remove", id).status == 2, "\(id)")
    }
    #expect(FileManager.default.fileExists(atPath: place.added + "/theirs/a.md"))
    #expect(FileManager.default.fileExists(atPath: place.course + "/01-one.md"))
    // What is there and not ours is not replaced either.
    try FileManager.default.createDirectory(
      atPath: place.added + "/my-course", withIntermediateDirectories: true)
    #expect(try place.gradus("course", "add", "--replace", place.course).status == 2)
  }
}
