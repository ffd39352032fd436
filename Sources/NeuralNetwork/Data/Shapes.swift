/// Small pictures of lines, crosses, circles and squares, each of its own size, place and turn.
///
/// Strokes are one and a half pixels wide, with soft edges: a pixel's ink is what is left of 1¼
/// when its distance from the stroke's middle is taken off, and 1 at most.
///
/// - Source: Gradus's own.
package enum Shapes: DataSource {
  package static let declaration = BlockDeclaration(
    "shapes",
    summary: "small pictures of lines, crosses, circles and squares, in four classes",
    settings: [
      DataSettings.count(default: 400), DataSettings.noise("what is added to each pixel"),
      Setting(
        "size", kind: .integer(8...64), default: .integer(12), summary: "rows, and columns"),
      DataSettings.image("1 x size x size"),
    ],
    example: "shapes n=400 size=12",
    source: "Gradus")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let size = settings.integer("size") ?? 12
    let count = settings.integer("n") ?? 400
    var pictures = try PictureSamples(
      count: count, size: size, seed: seed, noise: settings.number("noise") ?? 0)
    for index in 0..<count {
      let figure = Figure.allCases[index % Figure.allCases.count]
      let stroke = Stroke(figure, size: size, using: &pictures.generator)
      pictures.add(label: Int32(index % Figure.allCases.count)) { row, column in
        stroke.ink(x: Double(column), y: Double(row))
      }
    }
    return pictures.dataset(
      named: "shapes", classNames: Figure.allCases.map(\.rawValue),
      isImage: settings.flag("image"))
  }
}

private enum Figure: String, CaseIterable {
  case line, cross, circle, square
}

/// One figure in its place.
private struct Stroke {
  let figure: Figure
  /// Half the figure's width.
  let radius: Double
  let centerX: Double
  let centerY: Double
  let sine: Double
  let cosine: Double

  /// Draws how large it is, where its middle is and how it is turned, so that it lies within the
  /// picture.
  init(_ figure: Figure, size: Int, using generator: inout MersenneTwister) {
    self.figure = figure
    let largest = Double(size - 3) / 2
    // The corners of a turned square reach further than its sides.
    let reach = figure == .square ? 2.0.squareRoot() : 1
    radius = largest * (0.6 + 0.4 * generator.uniformDouble()) / reach
    let room = largest - radius * reach
    let middle = Double(size - 1) / 2
    centerX = middle + room * (2 * generator.uniformDouble() - 1)
    centerY = middle + room * (2 * generator.uniformDouble() - 1)
    let angle = 2 * Double.pi * generator.uniformDouble()
    (sine, cosine) = (ScalarMath.sin(angle), ScalarMath.cos(angle))
  }

  func ink(x: Double, y: Double) -> Double {
    let (dx, dy) = (x - centerX, y - centerY)
    // In the figure's own turn, right and down.
    let along = cosine * dx + sine * dy
    let across = cosine * dy - sine * dx
    let distance =
      switch figure {
      case .line: segment(along, across)
      case .cross: min(segment(along, across), segment(across, along))
      case .circle: abs((dx * dx + dy * dy).squareRoot() - radius)
      case .square: outline(abs(along) - radius, abs(across) - radius)
      }
    return min(max(1.25 - distance, 0), 1)
  }

  /// The distance from a square, by how far the point is beyond its sides.
  private func outline(_ dx: Double, _ dy: Double) -> Double {
    let beyond = (max(dx, 0) * max(dx, 0) + max(dy, 0) * max(dy, 0)).squareRoot()
    return max(dx, dy) > 0 ? beyond : -max(dx, dy)
  }

  /// The distance from a stroke along the first axis.
  private func segment(_ along: Double, _ across: Double) -> Double {
    let beyond = max(abs(along) - radius, 0)
    return (beyond * beyond + across * across).squareRoot()
  }
}
