import LessonEngine
import Testing

@Suite("Days of practice")
struct PracticeTests {
  @Test(arguments: [
    (0.0, 0, "1970-01-01", 3), (951_782_400.0, 0, "2000-02-29", 1),
    (1_795_305_599.0, 0, "2026-11-21", 5), (1_795_305_599.0, 3_600, "2026-11-22", 6),
    (-1.0, 0, "1969-12-31", 2), (4_107_542_400.0, 0, "2100-03-01", 0),
  ])
  func `are those of the place`(time: Double, offset: Int, text: String, weekday: Int) {
    let day = Day(of: time, offset: offset)
    #expect(day.text == text)
    #expect(day.weekday == weekday)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
  func `have a number whatever a journal says`(time: Double) {
    #expect(Day(of: time, offset: 0).text.contains("-"))
  }

  @Test func `stand in a calendar of plain characters`() {
    func record(_ time: Double) -> JournalRecord {
      JournalRecord(lesson: "x", step: "s", hash: "", event: .began, time: time)
    }
    // Sunday, 22 November 2026; a little on it, 12 minutes the day before, an hour a week before.
    let noon = 1_795_305_600.0 + 43_200
    var records = stride(from: 0.0, through: 3_600, by: 600).map {
      record(noon - 7 * 86_400 + $0)
    }
    records += [record(noon - 86_400), record(noon - 86_400 + 720), record(noon)]
    let calendar = PracticeCalendar(records, today: Day(of: noon, offset: 0), offset: 0)
    #expect(calendar.streak == 2)
    #expect(
      calendar.text(width: 12) == """
            Oct Nov
        Mon . . . .
            . . . .
        Wed . . . .
            . . . .
        Fri . . . .
            . . . +
        Sun . . # -

        . none   - under 10 minutes   + under half an hour   # more
        """)
  }

  @Test(arguments: [
    (0.0, "0 s"), (59.4, "59 s"), (90.0, "2 min"), (3_540.0, "59 min"), (3_600.0, "1 h"),
    (11_100.0, "3 h 5 min"), (Double.infinity, "277777 h 47 min"),
  ])
  func `have spans of time in words`(seconds: Double, text: String) {
    #expect(TimeText.text(seconds) == text)
  }
}
