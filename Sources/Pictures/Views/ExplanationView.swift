import Canvas
import Interpreter

/// A number worked out: the forward computation, the backward one beside it, and for a neuron its
/// activation function with the present value on it.
enum ExplanationView {
  private static let curveSize = Size(columns: 26, rows: 9)

  static func canvas(
    _ explanation: Explanation, width: Int, rows: Int, theme: Theme
  ) -> Canvas {
    let title = theme.text(explanation.title, style: theme.style(.heading))
    var parts = [Canvas(lines: title.wrapped(to: width), width: width)]
    let forward = explanation.forward.map { theme.text($0) }
    let backward = explanation.backward.map { theme.text($0) }
    let left = forward.map(\.width).max() ?? 0
    let right = backward.map(\.width).max() ?? 0
    if backward.isEmpty {
      parts.append(wrapped(forward, width: width))
    } else if left + 3 + right <= width {
      parts.append(sideBySide(forward, backward, left: left, theme: theme))
    } else {
      for (name, lines) in [("forward", forward), ("backward", backward)] {
        parts.append(
          Canvas(lines: [StyledText(name, style: theme.style(.faint))], width: width))
        parts.append(wrapped(lines, width: width))
      }
    }
    guard let activation = explanation.activation, width >= 20, rows >= 8 else {
      return Canvas.stacked(parts, width: width)
    }
    let text = Canvas.stacked(parts, width: width)
    let used = text.lines.map(\.width).max() ?? 0
    let size = Size(
      columns: min(curveSize.columns, width), rows: min(curveSize.rows, rows))
    let curve = ActivationCurve(activation).canvas(size: size, theme: theme)
    // Beside the numbers where there is room, else below.
    guard used + 4 + size.columns <= width else {
      return Canvas.stacked([text, curve], width: width)
    }
    var canvas = text.resized(
      to: Size(columns: width, rows: max(text.size.rows, size.rows)))
    canvas.draw(curve, row: 0, column: used + 4)
    return canvas
  }

  private static func wrapped(_ lines: [StyledText], width: Int) -> Canvas {
    Canvas(lines: lines.flatMap { hanging($0, width: width) }, width: width)
  }

  /// What does not fit goes on in the next row, two columns further in than the line begins.
  private static func hanging(_ line: StyledText, width: Int) -> [StyledText] {
    if line.width <= width { return [line] }
    let indent = line.cells.prefix { $0.isSpace }.count + 2
    guard indent < width / 2 else { return line.wrapped(to: width) }
    let first = line.wrapped(to: width)[0]
    var rest = line.cells.dropFirst(first.width)
    while rest.first?.isSpace == true { rest.removeFirst() }
    return [first]
      + StyledText(cells: rest).wrapped(to: width - indent).map { part in
        var whole = StyledText(String(repeating: " ", count: indent))
        whole.append(part)
        return whole
      }
  }

  private static func sideBySide(
    _ forward: [StyledText], _ backward: [StyledText], left: Int, theme: Theme
  ) -> Canvas {
    let faint = theme.style(.faint)
    let bar = StyledText(theme.sign(" │ ", ascii: " | "), style: faint)
    var rows = [(StyledText("forward", style: faint), StyledText("backward", style: faint))]
    for index in 0..<max(forward.count, backward.count) {
      rows.append(
        (
          index < forward.count ? forward[index] : StyledText(),
          index < backward.count ? backward[index] : StyledText()
        ))
    }
    let lines = rows.map { a, b in
      var line = a.padded(to: max(left, 7))
      line.append(bar)
      line.append(b)
      return line
    }
    return Canvas(lines: lines, width: lines.map(\.width).max() ?? 0)
  }
}

/// An activation function, and where on it the present input is.
struct ActivationCurve {
  private let activation: Explanation.Activation

  init(_ activation: Explanation.Activation) {
    self.activation = activation
  }

  func canvas(size: Size, theme: Theme) -> Canvas {
    var canvas = Canvas(size)
    var x = Extent()
    var y = Extent()
    for point in activation.curve + [SIMD2(activation.input, activation.output)] {
      x.add(point.x)
      y.add(point.y)
    }
    let title = theme.text("a = \(activation.name)(z)", style: theme.style(.first))
    canvas.write(title.truncated(to: size.columns), row: 0, column: 0)
    let frame = PlotFrame(
      x: Axis(covering: x, marks: 5, isTight: true), y: Axis(covering: y, marks: 3),
      size: Size(columns: size.columns, rows: size.rows - 1), row: 1)
    frame.draw(on: &canvas, theme: theme)
    var dots = DotRaster(frame.area, glyphs: theme.glyphs)
    func place(_ point: SIMD2<Double>) -> (x: Double, y: Double) {
      (frame.across(point.x, of: dots.width), frame.down(point.y, of: dots.height))
    }
    for (start, end) in zip(activation.curve, activation.curve.dropFirst()) {
      dots.line(from: place(start), to: place(end), style: theme.style(.first))
    }
    canvas.draw(dots, row: frame.row, column: frame.column)
    guard activation.input.isFinite, activation.output.isFinite else { return canvas }
    canvas.write(
      theme.sign("●", ascii: "O"),
      row: frame.row + Int(frame.down(activation.output, of: frame.area.rows).rounded()),
      column: frame.column + Int(frame.across(activation.input, of: frame.area.columns).rounded()),
      style: theme.style(.second).with(.bold))
    return canvas
  }
}
