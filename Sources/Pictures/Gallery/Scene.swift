import Canvas
import Interpreter
import NeuralNetwork

/// What a picture is drawn from, and how large.
struct Scene {
  let request: PictureRequest
  let session: Session
  let size: Size
  let theme: Theme

  var network: Network { session.network }

  /// "l0 linear 2→4"
  func name(ofLayer index: Int) -> String { "l\(index) \(network.layers[index].label)" }

  /// The layers that a picture with an optional layer is of.
  var layers: [Int] {
    guard let layer = request.layer else { return Array(network.layers.indices) }
    return network.layers.indices.contains(layer) ? [layer] : []
  }

  /// Before the name of a layer at which a walk stands, or of its neuron.
  func mark(ofLayer index: Int) -> String {
    session.walk?.layer == index ? "\(theme.walkMark) " : ""
  }

  /// Where a walk stands, for a caption; nil where there is none.
  var walkText: String? {
    guard let walk = session.walk else { return nil }
    let place =
      walk.layer < network.layers.count ? "l\(walk.layer) n\(walk.neuron)" : "the loss"
    let rest = walk.direction == .forward ? ": the rest is not computed yet" : ""
    return "\(walk.direction.rawValue), next is \(place)\(rest)"
  }

  /// What an input value is called: the data's name for it, or x1, x2, …
  func featureName(_ index: Int) -> String {
    if let names = session.trainingData?.featureNames, names.indices.contains(index),
      names.count == network.input?.count ?? names.count
    {
      return names[index]
    }
    return "x\(index + 1)"
  }

  /// What a column of the data is called, as it was loaded: the data's name for it, or x1, x2, …
  func columnName(_ index: Int) -> String {
    if let names = session.rawTrainingData?.featureNames, names.indices.contains(index) {
      return names[index]
    }
    return "x\(index + 1)"
  }

  /// A line of small print.
  func caption(_ text: String) -> StyledText {
    theme.text(text, style: theme.style(.faint))
  }

  func title(_ text: String) -> StyledText {
    theme.text(text, style: theme.style(.heading))
  }

  /// Pictures under one another with their captions, clipped to the size.
  func stack(_ parts: [Canvas]) -> Canvas {
    let whole = Canvas.stacked(parts, width: size.columns)
    return whole.resized(to: Size(columns: size.columns, rows: min(size.rows, whole.size.rows)))
  }

  /// Wrapped lines as a part of a stack.
  func lines(_ text: StyledText) -> Canvas {
    Canvas(lines: text.wrapped(to: size.columns), width: size.columns)
  }

  /// One line, with an addition where that fits whole.
  func line(_ text: StyledText, addition: String) -> Canvas {
    var whole = text
    whole.append(caption(addition))
    return line(whole.width <= size.columns ? whole : text)
  }

  /// One line, cut where it does not fit.
  func line(_ text: StyledText) -> Canvas {
    let cut = text.truncated(to: size.columns, ellipsis: theme.sign("…", ascii: "~"))
    return Canvas(lines: [cut], width: size.columns)
  }
}

/// What goes into each layer and comes out of it for one sample.
struct SampleOutputs {
  /// [0] is the input, [i + 1] the output of layer i. Within a walk only what it has come to: the
  /// first values of a layer, or none.
  let values: [[Double]]
  /// Counted from 0 through `count` samples, as `sample` counts.
  let number: Int
  let count: Int
  /// What it should give: "1", "class 3".
  let target: String?
  /// Its place in the training data, where it comes from there.
  let index: Int?
}

extension Scene {
  /// The sample that the last forward pass is shown of. After training, whose passes are not kept,
  /// it is computed; before anything has run there is none.
  func sampleOutputs() -> SampleOutputs? {
    if let walk = session.walk {
      return SampleOutputs(
        values: walk.pass.outputs.enumerated().map { place, values in
          Array(one(values, walk.row, of: walk.pass.count).prefix(walk.known(place)))
        }, number: walk.sample, count: session.trainingData?.count ?? walk.count,
        target: target(walk.sample), index: walk.sample)
    }
    if let (pass, row, place, count) = session.followed {
      let index = row < pass.indices.count ? pass.indices[row] : nil
      return SampleOutputs(
        values: pass.outputs.map { one($0, row, of: pass.count) }, number: place, count: count,
        target: index.flatMap(target), index: index)
    }
    guard session.step > 0, let data = session.trainingData, data.count > 0,
      data.inputShape.count == network.input?.count
    else { return nil }
    let sample = max(0, min(session.sample, data.count - 1))
    guard let plan = try? TrainingPlan(network: network, loss: nil, capacity: 1),
      let pass = try? plan.forward(
        parameters: network.parameters, buffers: network.buffers,
        inputs: Array(data.input(sample)))
    else { return nil }
    return SampleOutputs(
      values: pass.outputs.map { one($0, 0, of: 1) }, number: sample, count: data.count,
      target: target(sample), index: sample)
  }

  private func one(_ values: [Float], _ sample: Int, of count: Int) -> [Double] {
    let width = values.count / max(1, count)
    return values[(sample * width)..<((sample + 1) * width)].map(Double.init)
  }

  private func target(_ index: Int) -> String? {
    guard let data = session.trainingData, index >= 0, index < data.count else { return nil }
    return data.targetWords(ofSample: index)
  }
}

extension Dataset {
  /// What a sample should give, as it stands in a caption or in a table: "1", "0 1", "setosa".
  func targetWords(ofSample index: Int) -> String {
    switch targets {
    case .classes(let classes, _):
      let label = Int(classes[index])
      return classNames.indices.contains(label) ? classNames[label] : "\(label)"
    case .values(let values, let width):
      return values[(index * width)..<((index + 1) * width)].prefix(4)
        .map { NumberText.text(Double($0)) }.joined(separator: " ")
    }
  }
}

extension Theme {
  /// Points at the place of a walk.
  var walkMark: String { sign("▸", ascii: ">") }
}
