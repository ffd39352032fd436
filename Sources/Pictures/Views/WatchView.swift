import Canvas
import Interpreter

/// What is watched, in one line where it fits: `watch: loss 0.4203 · l0.bias[0] 0.1000`.
enum WatchView {
  static func lines(_ values: [WatchedValue], width: Int, theme: Theme) -> [StyledText] {
    var line = theme.text("watch: ", style: theme.style(.faint))
    for (index, value) in values.enumerated() {
      if index > 0 { line.append(theme.sign(" · ", ascii: " | "), style: theme.style(.faint)) }
      line.append(theme.text(value.text, style: theme.style(value.value == nil ? .faint : .strong)))
    }
    return line.wrapped(to: width)
  }
}
