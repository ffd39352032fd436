import Foundation

/// Where the lessons are, and which there are.
struct LessonLibrary {
  /// A lesson file, found but not read yet.
  struct Entry: Equatable {
    var path: String
    /// From the file's name: 9 of "09-hidden-layer.md".
    var number: Int?
    /// The course that a user has added and that the lesson is of.
    var course: String?

    var fileName: String { String(path.split(separator: "/").last ?? "") }
    /// The file's name without number and ending: "hidden-layer"; in a course that was added,
    /// "course/hidden-layer".
    var name: String { (course.map { $0 + "/" } ?? "") + bareName }

    fileprivate var bareName: String {
      var name = fileName[...]
      if name.hasSuffix(".md") { name = name.dropLast(3) }
      guard number != nil, let dash = name.firstIndex(of: "-") else { return String(name) }
      return String(name[name.index(after: dash)...])
    }
    var folder: String {
      path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
  }

  /// The lessons that ship, nil where they were not found.
  let shipped: String?
  /// The lessons in order: those that ship by number, then those that the user added.
  let entries: [Entry]
  /// Where lessons were looked for, for a message.
  let searched: [String]

  init(environment: [String: String], folders: Folders) {
    var searched: [String] = []
    if let path = environment["GRADUS_LESSONS"], !path.isEmpty {
      searched = [path]
    } else {
      searched = Self.places(ofBinary: Self.binaryPath)
    }
    let shipped = searched.first(where: Self.isFolder)
    self.shipped = shipped
    self.searched = searched
    entries =
      (shipped.map { Self.lessons(in: $0) } ?? [])
      + (folders.userLessons.map { Self.added(in: $0) } ?? [])
  }

  /// Beside an installed binary, or in the checkout that it was built in.
  static func places(ofBinary binary: String) -> [String] {
    var parents = binary.split(separator: "/").map(String.init)
    guard !parents.isEmpty else { return [] }
    parents.removeLast()
    let beside = "/" + (parents.dropLast() + ["share", "gradus", "Lessons"]).joined(separator: "/")
    var places = [beside]
    while !parents.isEmpty {
      let folder = "/" + parents.joined(separator: "/")
      if isFile(folder + "/Package.swift"), isFolder(folder + "/Lessons") {
        places.append(folder + "/Lessons")
        break
      }
      parents.removeLast()
    }
    return places
  }

  /// The lessons that a user has added: single files, and courses, a folder each.
  private static func added(in folder: String) -> [Entry] {
    let courses = CourseStore.ids(in: folder).flatMap { id in
      let listed = CourseStore.lessonFiles(ofCourseIn: folder + "/" + id)
      return lessons(in: folder + "/" + id).compactMap { entry -> (place: Int, entry: Entry)? in
        // What it does not list is a part that its lessons include.
        guard let place = listed.firstIndex(of: entry.fileName) else { return nil }
        var entry = entry
        entry.course = id
        return (place, entry)
      }.sorted { $0.place < $1.place }.map(\.entry)
    }
    return lessons(in: folder) + courses
  }

  /// `learn 9`, `learn hidden-layer`, `learn course/hidden-layer`, `learn 09-hidden-layer.md`, by file name alone. Ids stand in
  /// the files; who looks for one has to read them.
  func entry(named word: String) -> Entry? {
    if let number = Int(word) {
      return entries.first { $0.number == number && $0.course == nil }
    }
    let lower = word.lowercased()
    return entries.first { $0.name.lowercased() == lower }
      ?? entries.first {
        let fileName = $0.fileName.lowercased()
        return $0.bareName.lowercased() == lower || fileName == lower || fileName == lower + ".md"
          || $0.course.map { "\($0)/\(fileName)" } == lower
      }
  }

  /// The lesson that comes after one.
  func entry(after entry: Entry) -> Entry? {
    guard let index = entries.firstIndex(of: entry), index + 1 < entries.count else { return nil }
    return entries[index + 1]
  }

  /// Whether a file of a folder of lessons is one, by its path below that folder.
  static func isLesson(_ path: String) -> Bool {
    path.hasSuffix(".md") && !path.hasPrefix(".") && path != "course.md" && path != "README.md"
      && !path.utf8.contains(UInt8(ascii: "/"))
  }

  /// The lessons of a folder, in order.
  static func lessons(in folder: String) -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let entries = names.compactMap { name -> Entry? in
      guard isLesson(name) else { return nil }
      let digits = name.prefix { $0.isASCII && $0.isNumber }
      let isNumbered = !digits.isEmpty && name.dropFirst(digits.count).first == "-"
      return Entry(path: folder + "/" + name, number: isNumbered ? Int(digits) : nil)
    }
    return entries.sorted {
      ($0.number ?? Int.max, $0.fileName) < ($1.number ?? Int.max, $1.fileName)
    }
  }

  private static var binaryPath: String {
    #if os(Linux)
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
      if count > 0 {
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    #endif
    return Bundle.main.executablePath ?? CommandLine.arguments.first ?? ""
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
