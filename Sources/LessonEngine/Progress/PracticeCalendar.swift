/// On which days somebody practised, and for how long: a column a week, a row a day of the week, in
/// characters that every terminal has.
public struct PracticeCalendar: Sendable {
  /// Seconds by day.
  public let seconds: [Day: Double]
  private let today: Day

  /// The calendar of a journal.
  ///
  /// - Parameters:
  ///   - today: its last day.
  ///   - offset: seconds by which the clocks of the place are ahead of Greenwich's.
  public init(_ records: [JournalRecord], today: Day, offset: Int) {
    var seconds: [Day: Double] = [:]
    var times: [String?: Double] = [:]
    for record in records {
      guard let time = record.time else { continue }
      // Whoever did anything at all on a day has practised on it.
      let spent = LessonHistory.seconds(from: times[record.run] ?? nil, to: time)
      seconds[Day(of: time, offset: offset), default: 1] += spent
      times[record.run] = time
    }
    self.seconds = seconds
    self.today = today
  }

  /// Days in a row up to today, or up to yesterday where today is not over.
  public var streak: Int {
    var day = seconds[today] == nil ? today + -1 : today
    var count = 0
    while seconds[day] != nil {
      count += 1
      day = day + -1
    }
    return count
  }

  static let legend = ". none   - under 10 minutes   + under half an hour   # more"

  /// As text: the months, seven rows of days, and what the characters mean.
  ///
  /// - Parameter width: the columns that there are; each week takes two.
  public func text(width: Int) -> String {
    let weeks = max(4, min(26, (width - 4) / 2))
    let monday = today + -today.weekday + -7 * (weeks - 1)
    var months = String(repeating: " ", count: 4)
    var previous = 0
    for week in 0..<weeks {
      let month = (monday + 7 * week).date.month
      let column = 4 + 2 * week
      // A name takes three columns; the next one waits until there is room.
      if month != previous, months.count <= column, week + 1 < weeks || previous == 0 {
        months += String(repeating: " ", count: column - months.count) + Day.months[month - 1]
        previous = month
      }
    }
    var lines = [months]
    for (row, name) in ["Mon", "", "Wed", "", "Fri", "", "Sun"].enumerated() {
      var line = name + String(repeating: " ", count: 4 - name.count)
      for week in 0..<weeks {
        let day = monday + 7 * week + row
        if day <= today { line += (week == 0 ? "" : " ") + Self.mark(seconds[day]) }
      }
      lines.append(line)
    }
    return (lines + ["", Self.legend]).joined(separator: "\n")
  }

  private static func mark(_ seconds: Double?) -> String {
    switch seconds {
    case nil: "."
    case let seconds? where seconds < 600: "-"
    case let seconds? where seconds < 1_800: "+"
    default: "#"
    }
  }
}

/// Spans of time in words.
public enum TimeText {
  /// "40 s", "12 min", "3 h 5 min"
  public static func text(_ seconds: Double) -> String {
    let whole = Int(max(0, min(seconds, 1e9)).rounded())
    if whole < 60 { return "\(whole) s" }
    let minutes = (whole + 30) / 60
    if minutes < 60 { return "\(minutes) min" }
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
