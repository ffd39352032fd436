import Canvas
import Interpreter
import NeuralNetwork

/// A network as columns of nodes with edges between them, before it is known how large it is
/// drawn.
///
/// A layer without parameters that keeps the shape (tanh, softmax) stands in the column of the
/// layer before it, because it is a part of the same neurons.
struct NetworkDiagram {
  /// One layer of neurons.
  struct Column {
    enum Content {
      /// Neurons side by side in a vector.
      case nodes(names: [String], values: [Double?]?, biases: [Double]?)
      /// Pixels that are shown as a picture: rows, columns, ink from 0 to 1.
      case image(height: Int, width: Int, values: [Double])
      /// What is no vector: its shape.
      case shape(String)
    }

    /// "l0 linear", "l1 tanh"
    var titles: [String]
    var content: Content
  }

  private(set) var columns: [Column]
  /// The weights from column i to column i + 1, [out × in]; nil where not each node leads to each.
  private(set) var edges: [Tensor?] = []
  /// The neuron at which a walk stands.
  private(set) var mark: (column: Int, neuron: Int)?
  /// The largest magnitude of a weight that is drawn.
  private(set) var edgeBound = 1.0

  var hasEdges: Bool { edges.contains { $0 != nil } }
  /// Whether no weight that is drawn is other than zero.
  var isAllZero: Bool { edges.allSatisfy { $0?.values.allSatisfy { $0 == 0 } ?? true } }

  init(_ scene: Scene, outputs: SampleOutputs?) {
    let network = scene.network
    columns = [NetworkDiagram.inputColumn(scene, outputs)]
    for (index, layer) in network.layers.enumerated() {
      let title = scene.mark(ofLayer: index) + "l\(index) \(layer.label.prefix { $0 != " " })"
      let values = outputs.map { $0.values[index + 1] }
      if layer.parameters.isEmpty, layer.inputShape == layer.outputShape {
        columns[columns.count - 1].add(title, values: values)
        setMark(scene, layer: index)
        continue
      }
      let weight = network.slice(layer: index, named: "weight").map(network.tensor)
      let isDense = weight?.shape == [layer.outputShape.count, layer.inputShape.count]
      if isDense, layer.outputShape.dimensions.count == 1 {
        let bias = network.slice(layer: index, named: "bias").map(network.tensor)
        columns.append(
          Column(
            titles: [title],
            content: .nodes(
              names: (0..<layer.outputShape.count).map { "n\($0)" },
              values: values.map { NetworkDiagram.filled($0, to: layer.outputShape.count) },
              biases: bias?.values.map(Double.init))))
        edges.append(weight)
      } else {
        columns.append(Column(titles: [title], content: .shape("\(layer.outputShape)")))
        edges.append(nil)
      }
      setMark(scene, layer: index)
    }
    let weights = edges.lazy.compactMap { $0 }.flatMap { $0.values }
    edgeBound = HeatMap.bound(of: weights.map(Double.init))
  }

  private mutating func setMark(_ scene: Scene, layer: Int) {
    guard let walk = scene.session.walk, walk.layer == layer else { return }
    mark = (columns.count - 1, walk.neuron)
  }

  /// With nothing for the neurons to which a walk has not come.
  private static func filled(_ values: [Double], to count: Int) -> [Double?] {
    values.map(Optional.init) + [Double?](repeating: nil, count: max(0, count - values.count))
  }

  private static func inputColumn(_ scene: Scene, _ outputs: SampleOutputs?) -> Column {
    let shape = scene.network.input ?? []
    let values = outputs?.values.first
    let image = scene.session.trainingData?.imageShape?.dimensions ?? []
    if let values, image.count == 2, image[0] * image[1] == values.count, image[1] <= 28 {
      return Column(
        titles: ["input"], content: .image(height: image[0], width: image[1], values: values))
    }
    guard shape.dimensions.count == 1 else {
      return Column(titles: ["input"], content: .shape("\(shape)"))
    }
    let names = (0..<shape.count).map(scene.featureName)
    return Column(titles: ["input"], content: .nodes(names: names, values: values, biases: nil))
  }
}

extension NetworkDiagram.Column {
  fileprivate mutating func add(_ title: String, values: [Double]?) {
    titles.append(title)
    // Where a walk has not come so far, the value that goes in stands.
    if case .nodes(let names, let before, let biases) = content {
      let after = values.map { known in
        known.map(Optional.init) + Array((before ?? []).dropFirst(known.count))
      }
      content = .nodes(names: names, values: after, biases: biases)
    }
  }
}
