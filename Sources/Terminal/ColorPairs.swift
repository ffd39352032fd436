internal import CCurses
internal import Canvas

/// ncurses names a foreground with a background by a number. Pairs are made when they are first
/// needed and kept; when the terminal has no more of them, text keeps its default colours.
struct ColorPairs {
  private struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private var numbers: [Colors: Int32] = [:]
  private let available: Int32
  /// How many colours the terminal has of those that may be used.
  private let count: Int

  /// Starts ncurses' colours, if any may be used. Without colours, asking ncurses 6.4 for a pair
  /// crashes.
  init(depth: Theme.Colors) {
    guard depth != .none, has_colors(), start_color() == OK, use_default_colors() == OK else {
      count = 0
      available = 0
      return
    }
    count = min(depth.rawValue, Int(curses_color_count()))
    available = curses_pair_count()
  }

  mutating func pair(for style: Style) -> Int32 {
    guard count > 0 else { return 0 }
    let colors = Colors(
      foreground: number(style.foreground), background: number(style.background))
    if colors == Colors(foreground: -1, background: -1) { return 0 }
    if let known = numbers[colors] { return known }
    let next = Int32(numbers.count + 1)
    guard next < available,
      curses_make_pair(next, colors.foreground, colors.background) == OK
    else { return 0 }
    numbers[colors] = next
    return next
  }

  /// -1 is the terminal's default.
  private func number(_ color: Color) -> Int32 {
    color.nearest(of: count).map(Int32.init) ?? -1
  }
}
