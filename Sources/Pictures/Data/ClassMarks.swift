import Canvas
import Interpreter
import NeuralNetwork

/// Which mark, colour and name each sample has: told apart by shape, not by colour alone.
struct ClassMarks {
  /// Of class 0, 1, …: `o x`, then letters that do not look like them.
  static let marks = Array("ox+*#@%&=~").map(String.init)

  let names: [String]
  /// For each sample.
  let classes: [Int]

  /// Nil where the targets are quantities.
  init?(_ data: Dataset) {
    switch data.targets {
    case .classes(let labels, let count):
      let own = data.classNames
      names = (0..<count).map { own.indices.contains($0) ? own[$0] : "\($0)" }
      classes = labels.map(Int.init)
    case .values(let values, let width):
      let distinct = Set(values).sorted()
      guard width == 1, distinct.count <= 2,
        distinct.allSatisfy({ $0 == 0 || $0.magnitude == 1 })
      else { return nil }
      // With one value alone it is still seen which of the two it is.
      let low = distinct.contains(-1) ? Float(-1) : 0
      names = [low, 1].map { NumberText.text(Double($0)) }
      classes = values.map { $0 > 0 ? 1 : 0 }
    }
  }

  static func mark(_ index: Int) -> String { marks[index % marks.count] }

  /// "targets o 0  x 1"
  var summary: String {
    "targets "
      + names.enumerated().prefix(ClassMarks.marks.count)
      .map { "\(ClassMarks.mark($0.offset)) \($0.element)" }.joined(separator: "  ")
  }

  /// "o 0  x 1", each in its colour.
  func legend(_ theme: Theme) -> StyledText {
    var legend = StyledText()
    for (index, name) in names.enumerated().prefix(ClassMarks.marks.count) {
      if index > 0 { legend.append("  ") }
      legend.append(ClassMarks.mark(index), style: theme.classStyle(index))
      legend.append(" ")
      legend.append(theme.text(name, style: theme.style(.faint)))
    }
    return legend
  }
}

extension Theme {
  /// Of the points of a class.
  func classStyle(_ index: Int) -> Style {
    guard colors != .none else { return .bold }
    let dark: [UInt8] = [215, 81, 114, 213, 228, 210, 159, 183, 250, 180]
    let light: [UInt8] = [166, 25, 28, 127, 94, 160, 30, 55, 240, 130]
    let few: [UInt8] = background == .dark ? [11, 14, 10, 13, 15, 9] : [3, 4, 2, 5, 0, 1]
    let palette = colors == .sixteen ? few : background == .dark ? dark : light
    return Style(foreground: Color(palette[index % palette.count]), bold: true)
  }
}
