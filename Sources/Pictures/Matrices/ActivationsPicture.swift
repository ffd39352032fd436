import Canvas
import Interpreter
import NeuralNetwork

/// What each layer puts out: of all layers for one sample, of one layer for all samples of the
/// pass.
enum ActivationsPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .show, name: "activations",
    summary: "what every layer puts out for a sample, or one layer for all samples",
    subject: .optionalLayer, needs: [.layers, .pass])

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    guard !scene.network.layers.isEmpty else {
      throw NoPicture("no layers yet: try input 2, then add linear 4")
    }
    let walk = scene.session.walk
    let needsAll = scene.request.layer != nil
    guard let pass = try? (needsAll ? walk?.whole : walk?.pass) ?? scene.session.presentPass(),
      pass.count > 0
    else {
      throw NoPicture("nothing to put in yet: try data xor, then forward")
    }
    if let layer = scene.layers.first, scene.request.layer != nil, let walk,
      walk.direction == .forward, walk.layer <= layer
    {
      throw NoPicture("the walk has not come to the end of l\(layer) yet: try forward layer")
    }
    if scene.request.layer != nil, let layer = scene.layers.first {
      return layerMap(layer, pass, scene)
    }
    return sampleRows(pass, scene)
  }

  /// Rows are samples, columns neurons.
  private static func layerMap(_ layer: Int, _ pass: Pass, _ scene: Scene) -> Canvas {
    let values = pass.outputs[layer + 1].map(Double.init)
    let width = values.count / pass.count
    var map = HeatMap(rows: pass.count, columns: width, values: values)
    map.rowLabels = (0..<pass.count).map { "sample \($0)" }
    map.columnLabels = (0..<width).map { "n\($0)" }
    let title = "\(scene.name(ofLayer: layer)) · output [\(pass.count)×\(width)]"
    let legend = HeatMap.legend(bound: map.bound, theme: scene.theme)
    let room = Size(columns: scene.size.columns, rows: scene.size.rows - 2)
    return scene.stack([
      scene.line(scene.title(title)), map.canvas(fitting: room, theme: scene.theme),
      scene.line(legend, addition: "   rows: samples, columns: neurons"),
    ])
  }

  /// A row a layer: its name, its outputs.
  private static func sampleRows(_ pass: Pass, _ scene: Scene) -> Canvas {
    let walk = scene.session.walk
    let sample = walk?.row ?? max(0, min(scene.session.sample, pass.count - 1))
    let names =
      ["input"]
      + scene.network.layers.indices.map { scene.mark(ofLayer: $0) + scene.name(ofLayer: $0) }
    let rows = pass.outputs.enumerated().map { place, values in
      let width = values.count / pass.count
      return values[(sample * width)..<((sample + 1) * width)].map(Double.init)
        .prefix(walk?.known(place) ?? width)
    }.map(Array.init)
    let bound = max(1, HeatMap.bound(of: rows.dropFirst().flatMap { $0 }))
    let label = min(
      names.map { scene.theme.text($0).width }.max() ?? 0, max(4, scene.size.columns / 3))
    let fit = max(0, scene.size.rows - 2)
    var parts = zip(names, rows).prefix(names.count <= fit ? names.count : max(0, fit - 1))
      .map { name, values in row(name, values, bound: bound, label: label, scene) }
    if parts.count < names.count {
      parts.append(scene.line(scene.caption("⋮ \(names.count - parts.count) more layers")))
    }
    let legend = HeatMap.legend(bound: bound, theme: scene.theme)
    let place = scene.walkText.map { " · \($0)" } ?? ""
    let title =
      "outputs for sample \(walk?.place ?? sample) of \(walk?.count ?? pass.count)\(place)"
    return scene.stack(
      [scene.line(scene.title(title))] + parts
        + [scene.line(legend, addition: "   rows: layers, columns: neurons")])
  }

  private static func row(
    _ name: String, _ values: [Double], bound: Double, label: Int, _ scene: Scene
  ) -> Canvas {
    var canvas = Canvas(Size(columns: scene.size.columns, rows: 1))
    let ellipsis = scene.theme.sign("…", ascii: "~")
    canvas.write(
      scene.theme.text(name).truncated(to: label, ellipsis: ellipsis), row: 0, column: 0)
    guard !values.isEmpty else {
      canvas.write(scene.caption("not computed yet"), row: 0, column: label + 1)
      return canvas
    }
    let map = HeatMap(rows: 1, columns: values.count, values: values, bound: bound)
    let size = Size(columns: scene.size.columns - label - 1, rows: 1)
    var form = map.form(fitting: size, theme: scene.theme)
    // In one row, signs say more than half a block.
    if form == .halfBlocks { form = .marks }
    canvas.draw(
      map.canvas(as: form, fitting: size, theme: scene.theme), row: 0, column: label + 1)
    return canvas
  }
}
