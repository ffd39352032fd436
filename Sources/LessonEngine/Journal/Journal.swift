import Foundation

/// What learners did, as lines of JSON that are only ever appended:
///
///     {"version":1,"check":"a3f1…","record":{"event":"began",…}}
///
/// Reading never fails. A line that is damaged (a crash in the middle of a write, a full disk) is
/// set aside and costs neither what came before it nor what comes after; a line of a newer version
/// is left alone, and the file is then not to be written to. Files are the business of whoever
/// holds one: this is bytes in, bytes out.
public struct Journal: Sendable, Equatable {
  /// The version that is written.
  public static let version = 1

  /// All whole records, in order.
  public private(set) var records: [JournalRecord] = []
  /// The lines that could not be read.
  public private(set) var damage: [Damage] = []
  /// The newest version found, where it is newer than ours: the file must not be written to.
  public private(set) var newerVersion: Int?
  /// How many bytes from the beginning to keep, where the end of the file is damaged: what follows
  /// is to be moved elsewhere before a record is appended, as it would end up in the same line.
  public private(set) var wholeLength: Int

  /// A line that could not be read.
  public struct Damage: Sendable, Equatable {
    /// From 1.
    public var line: Int
    /// Its bytes, without the newline.
    public var bytes: [UInt8]
  }

  /// An empty journal.
  public init() {
    wholeLength = 0
  }

  /// Reads a file's bytes.
  public init(parsing bytes: [UInt8]) {
    wholeLength = 0
    var start = 0
    var number = 0
    while start < bytes.count {
      number += 1
      let newline = bytes[start...].firstIndex(of: 0x0A)
      let line = bytes[start..<(newline ?? bytes.count)]
      start = (newline ?? bytes.count) + 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      switch Self.read(Array(line)) {
      case .record(let record) where newline != nil:
        records.append(record)
        wholeLength = start
      case .newer(let version) where newline != nil:
        newerVersion = max(version, newerVersion ?? 0)
        wholeLength = start
      default: damage.append(Damage(line: number, bytes: Array(line)))
      }
    }
  }

  /// One sentence on what was found, for the learner; nil where all is well.
  public var warning: String? {
    if let newerVersion {
      return "The journal is of a newer Gradus (version \(newerVersion)): it is left as it is, "
        + "and what you do now is not kept."
    }
    guard let first = damage.first else { return nil }
    let lines = damage.count == 1 ? "line \(first.line)" : "\(damage.count) lines"
    return "The journal is damaged in \(lines), perhaps by a crash. That part is set aside; "
      + "everything else is kept."
  }

  // MARK: Lines

  /// The line for a record, with its newline: to be appended in one write.
  public static func line(for record: JournalRecord) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    // Strings and numbers: there is nothing in a record that cannot be written.
    let data = (try? encoder.encode(record)) ?? Data()
    let object = String(decoding: data, as: UTF8.self)
    return "\(beginning(version: version, check: ContentHash.text(of: object)))\(object)}\n"
  }

  private static func beginning(version: Int, check: String) -> String {
    "{\"version\":\(version),\"check\":\"\(check)\",\"record\":"
  }

  private enum Line {
    case record(JournalRecord)
    case newer(Int)
    case damaged
  }

  private static func read(_ bytes: [UInt8]) -> Line {
    guard let line = String(validating: bytes, as: UTF8.self), line.hasSuffix("}") else {
      return .damaged
    }
    let digits = line.dropFirst("{\"version\":".count).prefix { $0.isASCII && $0.isNumber }
    guard line.hasPrefix("{\"version\":"), let found = Int(digits) else { return .damaged }
    if found > version { return .newer(found) }
    let beginning = beginning(version: found, check: String(repeating: "0", count: 16))
    guard line.utf8.count > beginning.utf8.count else { return .damaged }
    let object = String(
      decoding: line.utf8.dropFirst(beginning.utf8.count).dropLast(), as: UTF8.self)
    let check = ContentHash.text(of: object)
    guard line.hasPrefix(Self.beginning(version: found, check: check)),
      let record = try? JSONDecoder().decode(JournalRecord.self, from: Data(object.utf8))
    else { return .damaged }
    return .record(record)
  }
}
