/// What learners did, as lines of JSON that are only ever appended:
///
///     {"version":2,"check":"a3f1…","record":{"event":"began",…}}
///
/// Reading never fails. A line that is damaged (a crash in the middle of a write, a full disk) is
/// set aside and costs neither what came before it nor what comes after; a line of a newer version
/// is left alone, and the file is then not to be written to. Files are the business of whoever
/// holds one: this is bytes in, bytes out.
///
/// This frame of a line is the same in all versions: `check` is the hash of `record` and of the
/// version, so that a damaged version number is not taken for a newer Gradus.
public struct Journal: Sendable, Equatable {
  /// The version that is written. Version 1 knew no runs, no wrong states and no reviews.
  public static let version = 2
  /// A line that is longer is damage: no learner types as much.
  static let lineLimit = 1 << 20

  /// All whole records, in order.
  public private(set) var records: [JournalRecord] = []
  /// The lines that could not be read.
  public private(set) var damage: [Damage] = []
  /// The newest version found, where it is newer than ours: the file must not be written to.
  public private(set) var newerVersion: Int?
  /// How many bytes from the beginning to keep, where the end of the file is damaged: what follows
  /// is to be moved elsewhere before a record is appended, as it would end up in the same line.
  public private(set) var wholeLength: Int
  private var length: Int

  /// A line that could not be read.
  public struct Damage: Sendable, Equatable {
    /// From 1.
    public var line: Int
    /// Its bytes in the file, without the newline.
    public var range: Range<Int>
  }

  /// An empty journal.
  public init() {
    wholeLength = 0
    length = 0
  }

  /// Reads a file's bytes.
  public init(parsing bytes: [UInt8]) {
    wholeLength = 0
    length = bytes.count
    bytes.withUnsafeBufferPointer { read($0) }
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var number = 0
    while start < bytes.count {
      number += 1
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let isWhole = end < bytes.count
      // Some editors end lines in CR LF.
      let line = UnsafeBufferPointer(rebasing: Self.withoutBlanks(bytes[start..<end]))
      let range = start..<end
      start = end + (isWhole ? 1 : 0)
      if line.isEmpty { continue }
      switch JournalLine(line) {
      // The check tells a whole record, also where its newline is missing: an editor may have cut it.
      case .record(let record):
        records.append(record)
        wholeLength = start
      case .newer(let version):
        newerVersion = max(version, newerVersion ?? 0)
        wholeLength = start
      case .damaged: damage.append(Damage(line: number, range: range))
      }
    }
  }

  private static func withoutBlanks(
    _ line: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D }
    let start = line.drop { isBlank($0) }
    return start.lastIndex { !isBlank($0) }.map { start[...$0] } ?? start
  }

  /// The stretches to be moved out of the file: damaged lines between good ones without their
  /// newline, and all that follows the last good line.
  public var stretchesToSetAside: [Range<Int>] {
    let between = damage.map(\.range).filter { $0.upperBound < wholeLength }
    return damage.count > between.count ? between + [wholeLength..<length] : between
  }

  /// One sentence on what was found, for the learner; nil where all is well.
  public var warning: String? {
    if let newerVersion {
      return "The journal is of a newer Gradus (version \(newerVersion)): it is left as it is, "
        + "and what you do now is not kept."
    }
    guard let first = damage.first else { return nil }
    let lines = damage.count == 1 ? "line \(first.line)" : "\(damage.count) lines"
    return "The journal is damaged in \(lines), perhaps by a crash; "
      + "everything else in it is kept."
  }

  /// The line for a record, with its newline: to be appended in one write.
  public static func line(for record: JournalRecord) -> String {
    line(around: record.json)
  }

  /// The line around an object of JSON, whatever it is.
  package static func line(around object: String, version: Int = version) -> String {
    JournalLine.text(of: object, version: version)
  }
}

/// One line of the file.
enum JournalLine {
  case record(JournalRecord)
  /// Whole, and of this version, which is newer than ours.
  case newer(Int)
  case damaged

  private static let (first, second, third) = ("{\"version\":", ",\"check\":\"", "\",\"record\":")

  /// The line with its newline.
  static func text(of object: String, version: Int) -> String {
    let check = ContentHash.text(of: object.utf8, seed: seed(version))
    return "\(first)\(version)\(second)\(check)\(third)\(object)}\n"
  }

  /// Version 1 hashed the record alone.
  private static func seed(_ version: Int) -> UInt64 { version == 1 ? 0 : UInt64(version) }

  init(_ line: UnsafeBufferPointer<UInt8>) {
    self = .damaged
    guard line.count <= Journal.lineLimit, line.last == UInt8(ascii: "}") else { return }
    var place = 0
    func take(_ text: String) -> Bool {
      let count = text.utf8.count
      guard place + count <= line.count, line[place..<place + count].elementsEqual(text.utf8)
      else { return false }
      place += count
      return true
    }
    guard take(Self.first) else { return }
    let digits = line[place...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...6).contains(digits.count), digits.first != UInt8(ascii: "0"),
      let version = Int(String(decoding: digits, as: UTF8.self))
    else { return }
    place += digits.count
    guard take(Self.second), place + 16 < line.count else { return }
    let check = line[place..<place + 16]
    place += 16
    guard take(Self.third), place < line.count else { return }
    let object = UnsafeBufferPointer(rebasing: line[place..<line.count - 1])
    guard
      check.elementsEqual(ContentHash.text(of: object, seed: Self.seed(version)).utf8)
    else { return }
    if version > Journal.version {
      self = .newer(version)
    } else if let record = FlatObject(object).flatMap(JournalRecord.init) {
      self = .record(record)
    }
  }
}
