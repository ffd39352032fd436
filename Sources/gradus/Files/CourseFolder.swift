import Foundation

/// The files of a course that somebody made, looked at with suspicion before any is copied.
///
/// Names are small letters, digits, hyphens and points, with an ending that lessons know; files lie
/// flat, or in a folder `data`. A link is refused, not followed, and so is a file that has another
/// name elsewhere: what is copied is what lies here. Files are opened relative to the folder, and
/// looked at again once they are open.
struct CourseFolder {
  /// Why a course is not taken.
  struct Refusal: Error, Equatable {
    var sentence: String
    var hint: String?

    init(_ sentence: String, hint: String? = nil) {
      self.sentence = sentence
      self.hint = hint
    }
  }

  /// What a course may be made of.
  enum Limit {
    static let files = 200
    static let lesson = 256 << 10
    static let data = 64 << 20
    static let all = 256 << 20
  }

  static let endings = ["md", "txt", "csv", "npy", "npz", "gz", "safetensors"]
  /// Written large by custom.
  static let customary = ["LICENSE", "LICENSE.md", "README.md"]

  let path: String
  /// Paths below the folder, in order.
  let files: [String]

  /// Looks at a folder.
  init(_ path: String) throws(Refusal) {
    self.path = path
    var files: [String] = []
    for name in try Self.names(in: path) where !name.hasPrefix(".") {
      let kind = try Self.kind(of: name, in: path)
      if kind == S_IFDIR, name == "data" {
        for inner in try Self.names(in: path + "/data") where !inner.hasPrefix(".") {
          guard try Self.kind(of: inner, in: path + "/data") == S_IFREG else {
            throw Refusal("data/\(inner) is a folder; the data of a course lies flat in data")
          }
          files.append("data/\(inner)")
        }
      } else if kind == S_IFDIR {
        throw Refusal("\(name) is a folder; a course has no folder but data")
      } else {
        files.append(name)
      }
    }
    try Self.check(files)
    self.files = files.sorted()
  }

  /// The bytes of one of the files.
  func bytes(of file: String) throws(Refusal) -> [UInt8] {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw Refusal("\(path) cannot be read: \(SystemError.last)") }
    defer { close(folder) }
    let descriptor = openat(folder, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Refusal("\(file) cannot be read: \(SystemError.last)") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Refusal("\(file) cannot be read: \(SystemError.last)")
    }
    try Self.check(status, of: file)
    let limit = file.hasSuffix(".md") ? Limit.lesson : Limit.data
    do throws(FileBytes.Failure) {
      guard Int(status.st_size) <= limit else {
        throw FileBytes.Failure(
          reason: "it has \(status.st_size) bytes, and at most \(limit) are taken")
      }
      return try FileBytes.contents(of: descriptor, expecting: Int(status.st_size), limit: limit)
    } catch {
      throw Refusal("\(file) is not taken: \(error.reason)")
    }
  }

  // MARK: Looking

  private static func names(in path: String) throws(Refusal) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      let isThere = access(path, F_OK) == 0
      throw Refusal(
        isThere
          ? "\(path) is not a folder that can be read" : "there is no folder \(path)",
        hint: "a course is a folder with course.md and its lessons in it")
    }
  }

  private static func kind(of name: String, in folder: String) throws(Refusal) -> mode_t {
    var status = stat()
    guard lstat(folder + "/" + name, &status) == 0 else {
      throw Refusal("\(name) cannot be looked at: \(SystemError.last)")
    }
    if status.st_mode & S_IFMT == S_IFDIR { return S_IFDIR }
    try check(status, of: name)
    return S_IFREG
  }

  private static func check(_ status: stat, of name: String) throws(Refusal) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFLNK:
      throw Refusal(
        "\(name) is a link, and links are not followed", hint: "put the file itself there")
    default: throw Refusal("\(name) is no ordinary file")
    }
    guard status.st_nlink == 1 else {
      throw Refusal(
        "\(name) is the same file as another elsewhere (a hard link)",
        hint: "put a copy of it there")
    }
  }

  private static func check(_ files: [String]) throws(Refusal) {
    guard files.count <= Limit.files else {
      throw Refusal("the folder has \(files.count) files, and at most \(Limit.files) are taken")
    }
    var folded: [String: String] = [:]
    for file in files {
      // On a disk that does not tell large letters from small ones, one would overwrite the other.
      let key = file.precomposedStringWithCanonicalMapping.lowercased()
      if let other = folded.updateValue(file, forKey: key) {
        throw Refusal("\(other) and \(file) are one name on some disks")
      }
    }
    for file in files {
      let name = file.hasPrefix("data/") ? String(file.dropFirst("data/".count)) : file
      guard isAllowed(name) else {
        throw Refusal(
          "the name \(file) is not taken",
          hint: "small letters, digits and hyphens, ending in "
            + endings.map { "." + $0 }.joined(separator: ", "))
      }
    }
    guard files.contains("course.md") else {
      throw Refusal(
        "the folder has no course.md", hint: "it lists the lessons: 1. [A neuron](01-a-neuron.md)")
    }
  }

  /// "01-a-neuron.md", "train.images.npy", "LICENSE".
  static func isAllowed(_ name: String) -> Bool {
    if customary.contains(name) { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 2, name.utf8.count <= 100, let ending = parts.last,
      endings.contains(String(ending))
    else { return false }
    return parts.allSatisfy { part in
      !part.isEmpty && part.first != "-"
        && part.utf8.allSatisfy {
          $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        }
    }
  }
}
