import Canvas
import Interpreter
import NeuralNetwork

/// What `print` shows: a label, and a number or a tensor.
///
/// A tensor stands on one line where it fits, else a row a line, its columns aligned; of what is
/// longer still the beginning and the end stand, and how many are between.
enum ValueView {
  static func lines(
    _ label: String, _ value: Value, width: Int, theme: Theme
  ) -> [StyledText] {
    var first = theme.text(label, style: theme.style(.faint))
    if !first.isEmpty { first.append(" ") }
    if case .tensor(let tensor) = value, tensor.values.count > 1 {
      let whole = first.width + tensor.values.count * 3 <= width ? tensor.text : ""
      if whole.isEmpty || first.width + DisplayWidth.columns(whole) > width {
        return lines(first, tensor, width: width, theme: theme)
      }
    }
    let text = StyledText.lines(theme.isASCII ? ASCIIForm.of(value.text) : value.text)
    for line in text.prefix(1) { first.append(line) }
    return ([first] + text.dropFirst()).flatMap { $0.wrapped(to: width) }
  }

  private static func lines(
    _ label: StyledText, _ tensor: Tensor, width: Int, theme: Theme
  ) -> [StyledText] {
    // A label that would take half of the line stands on its own.
    let isAbove = label.width > width / 3
    let indent = isAbove ? 2 : label.width
    let grid = TensorText(tensor, width: width - indent, theme: theme)
    let rows = grid.lines().map { row in
      var line = StyledText(String(repeating: " ", count: indent))
      line.append(row)
      return line
    }
    if isAbove { return [label.truncated(to: width)] + rows }
    var first = label
    if let row = rows.first { first.append(StyledText(cells: row.cells.dropFirst(indent))) }
    return [first] + rows.dropFirst()
  }
}

/// A tensor as rows of numbers of the same width, in brackets.
private struct TensorText {
  private static let mostRows = 12
  private static let edgeRows = 4

  private let shape: [Int]
  private let tensor: Tensor
  private let isWhole: Bool
  /// Of the widest number.
  private let numberWidth: Int
  private let width: Int
  private let dots: String

  init(_ tensor: Tensor, width: Int, theme: Theme) {
    self.tensor = tensor
    shape = tensor.shape
    isWhole = tensor.values.allSatisfy { $0.rounded() == $0 && $0.magnitude < 1e6 }
    self.width = width
    dots = theme.sign("…", ascii: "...")
    let isWhole = isWhole
    numberWidth =
      tensor.values.lazy.map { TensorText.text($0, isWhole: isWhole).utf8.count }.max() ?? 0
  }

  private static func text(_ value: Float, isWhole: Bool) -> String {
    isWhole ? NumberText.text(Double(value)) : NumberText.decimal(Double(value))
  }

  func lines() -> [StyledText] { lines(axis: 0, offset: 0).map { StyledText($0) } }

  private func lines(axis: Int, offset: Int) -> [String] {
    guard axis < shape.count - 1 else { return [row(offset: offset, axis: axis)] }
    let count = shape[axis]
    let stride = shape[(axis + 1)...].reduce(1, *)
    let isElided = count > TensorText.mostRows
    let ahead = isElided ? TensorText.mostRows - TensorText.edgeRows : count
    var lines: [String] = []
    for index in 0..<count {
      if isElided, index >= ahead, index < count - TensorText.edgeRows {
        if index == ahead {
          lines.append("\(dots) \(count - TensorText.mostRows) more,")
        }
        continue
      }
      var part = self.lines(axis: axis + 1, offset: offset + index * stride)
      if index < count - 1, let last = part.popLast() { part.append(last + ",") }
      lines += part
    }
    if lines.isEmpty { lines = [""] }
    return lines.enumerated().map { index, line in
      (index == 0 ? "[" : " ") + line + (index == lines.count - 1 ? "]" : "")
    }
  }

  private func row(offset: Int, axis: Int) -> String {
    let count = shape.last ?? 1
    let room = width - 2 * (axis + 1)
    let each = numberWidth + 2
    var shown = count
    if count * each - 2 > room {
      shown = max(1, (room - 12 - "\(count)".utf8.count) / each)
    }
    let numbers = (0..<shown).map { index -> String in
      let text = TensorText.text(tensor.values[offset + index], isWhole: isWhole)
      return String(repeating: " ", count: numberWidth - text.utf8.count) + text
    }
    let rest = shown < count ? ", \(dots) \(count - shown) more" : ""
    return "[" + numbers.joined(separator: ", ") + rest + "]"
  }
}
