/// Weights whose rows, or columns where there are fewer of those, stand at right angles and have
/// length `gain`: such a layer turns signals without stretching them.
///
///     A = Q R        A drawn from a bell curve, [out × rest] (transposed where out < rest)
///     W = gain · Q · sign(diag R)
///
/// - Source: Saxe, McClelland and Ganguli 2014; PyTorch, `torch.nn.init.orthogonal_`.
package struct Orthogonal: Initializer {
  package static let declaration = BlockDeclaration(
    "orthogonal",
    summary: "rows (or columns) at right angles and of length gain: turns, and does not stretch",
    settings: [
      Setting("gain", kind: .number(0...1e6), default: .number(1), summary: "length of each row")
    ],
    example: "orthogonal",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// The length of each row, or column.
  package let gain: Double

  package init(settings: Settings) {
    gain = Self.declaration.completed(settings).number("gain") ?? 1
  }

  package var pytorch: String { "nn.init.orthogonal_(w\(gain == 1 ? "" : ", gain=\(gain)"))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    let rows = shape.first ?? 1
    let columns = shape.dropFirst().reduce(1, *)
    let drawn = generator.normal(rows * columns)
    // The vectors to be made orthogonal: the rows where there are fewer rows, else the columns.
    let isWide = rows < columns
    let (count, length) = isWide ? (rows, columns) : (columns, rows)
    var vectors = [Double](repeating: 0, count: count * length)
    for vector in 0..<count {
      for element in 0..<length {
        let index = isWide ? vector * columns + element : element * columns + vector
        vectors[vector * length + element] = Double(drawn[index])
      }
    }
    Self.orthonormalize(&vectors, count: count, length: length)
    var values = [Float](repeating: 0, count: rows * columns)
    for vector in 0..<count {
      for element in 0..<length {
        let index = isWide ? vector * columns + element : element * columns + vector
        values[index] = Float(vectors[vector * length + element]) * Float(gain)
      }
    }
    return values
  }

  /// Gram and Schmidt's way, in Double and twice over, which leaves no more than rounding. Each
  /// vector keeps its own direction, so that the diagonal of R is positive: the one such Q, which
  /// PyTorch gets from Householder's way by turning signs afterwards.
  private static func orthonormalize(_ vectors: inout [Double], count: Int, length: Int) {
    vectors.withUnsafeMutableBufferPointer { all in
      for index in 0..<count {
        let own = UnsafeMutableBufferPointer(rebasing: all[index * length..<(index + 1) * length])
        for _ in 0..<2 {
          for earlier in 0..<index {
            let other = UnsafeMutableBufferPointer(
              rebasing: all[earlier * length..<(earlier + 1) * length])
            var product = 0.0
            for element in 0..<length { product += own[element] * other[element] }
            for element in 0..<length { own[element] -= product * other[element] }
          }
        }
        var squares = 0.0
        for element in 0..<length { squares += own[element] * own[element] }
        let size = squares.squareRoot()
        guard size > 0 else { continue }
        for element in 0..<length { own[element] /= size }
      }
    }
  }
}
