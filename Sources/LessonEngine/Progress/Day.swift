/// A day of the calendar, counted from 1 January 1970.
public struct Day: Sendable, Hashable, Comparable {
  /// Days since 1 January 1970, a Thursday.
  public var number: Int

  /// The day of that number.
  public init(number: Int) {
    self.number = number
  }

  /// The day on which a moment falls.
  ///
  /// - Parameters:
  ///   - time: seconds since 1970; nonsense becomes the day nearest to it that has a number.
  ///   - offset: seconds by which the clocks of the place are ahead of Greenwich's.
  public init(of time: Double, offset: Int) {
    let days = ((time + Double(offset)) / 86_400).rounded(.down)
    number = days.isFinite ? Int(min(max(days, -1_000_000), 10_000_000)) : 0
  }

  /// From 0, a Monday.
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  /// Year, month from 1 and day from 1.
  ///
  /// - Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
  public var date: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// "22 Nov"
  public var short: String { "\(date.day) \(Self.months[date.month - 1])" }

  /// "2026-11-22"
  public var text: String {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.year)-\(padded(date.month))-\(padded(date.day))"
  }

  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Whether `a` is before `b`.
  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
  /// So many days later.
  public static func + (day: Day, count: Int) -> Day { Day(number: day.number + count) }
}
