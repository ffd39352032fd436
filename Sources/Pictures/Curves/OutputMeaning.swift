import Canvas
import Interpreter
import NeuralNetwork

/// What an output of the network says: where it is undecided, how far from there is far, or which
/// of several is the largest.
struct OutputMeaning {
  private enum Kind {
    /// One number: undecided at `border`, fully sure `reach` away.
    case side(border: Double, reach: Double)
    case largest
  }

  private let kind: Kind
  /// The number of outputs.
  let width: Int
  let title: String

  init(_ scene: Scene) {
    width = max(1, scene.network.output?.count ?? 1)
    let last = scene.network.layers.last?.label ?? ""
    if width > 1 {
      kind = .largest
      title = "which of the \(width) outputs is the largest"
    } else if last == "sigmoid" || last == "softmax" {
      kind = .side(border: 0.5, reach: 0.5)
      title = "the network's output, from 0 to 1"
    } else if last == "tanh" {
      kind = .side(border: 0, reach: 1)
      title = "the network's output, from -1 to 1"
    } else if scene.session.loss?.readsLogits == true {
      kind = .side(border: 0, reach: 4)
      title = "the network's score: over 0 means yes"
    } else {
      // Without a squashing end the network answers in the size of its targets.
      kind =
        scene.session.trainingData?.targetsAreZeroOrOne == true
        ? .side(border: 0.5, reach: 0.5) : .side(border: 0, reach: 1)
      title = "the network's output"
    }
  }

  private func signed(_ values: ArraySlice<Double>) -> Double {
    guard case .side(let border, let reach) = kind, let value = values.first else { return 0 }
    return (value - border) / reach
  }

  private func largest(_ values: ArraySlice<Double>) -> Int {
    (values.indices.max { values[$0] < values[$1] } ?? values.startIndex) - values.startIndex
  }

  func color(_ values: ArraySlice<Double>, _ theme: Theme) -> Color {
    switch kind {
    case .side: theme.color(of: signed(values), bound: 1)
    case .largest: theme.areaColor(largest(values))
    }
  }

  func mark(_ values: ArraySlice<Double>, _ theme: Theme) -> String {
    switch kind {
    case .side: theme.signedMark(signed(values), bound: 1)
    case .largest: values.isEmpty ? " " : ClassMarks.mark(largest(values))
    }
  }

  func legend(_ theme: Theme) -> StyledText {
    guard case .side(let border, let reach) = kind else { return StyledText() }
    let faint = theme.style(.faint)
    var legend = StyledText("\(NumberText.text(border - reach)) ", style: faint)
    for step in -4...4 {
      let share = Double(step) / 4
      let background = theme.color(of: share, bound: 1)
      let style = Style(foreground: theme.ink(on: background), background: background)
      legend.append(theme.signedMark(share, bound: 1), style: style)
    }
    legend.append(" \(NumberText.text(border + reach))", style: faint)
    return legend
  }
}

extension Theme {
  /// Behind the area of a class: quiet colours; the class's mark stands on them too.
  fileprivate func areaColor(_ index: Int) -> Color {
    guard colors != .none else { return .standard }
    let dark: [UInt8] = [94, 24, 22, 53, 58, 52, 23, 54, 237, 95]
    let light: [UInt8] = [223, 153, 194, 225, 230, 217, 195, 189, 252, 224]
    let few: [UInt8] = [3, 4, 2, 5, 6, 1]
    let palette = colors == .sixteen ? few : background == .dark ? dark : light
    return Color(palette[index % palette.count])
  }
}

extension Dataset {
  fileprivate var targetsAreZeroOrOne: Bool {
    if case .values(let values, _) = targets { return values.allSatisfy { $0 == 0 || $0 == 1 } }
    return false
  }
}
