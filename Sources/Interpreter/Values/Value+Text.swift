public import NeuralNetwork

extension Value {
  /// The value as `print` shows it: `0.4203`, `[[-0.2055, 0.2055], [0.0419, -0.0419]]`, `tanh`.
  public var text: String {
    switch self {
    case .number(let number): NumberText.text(number)
    case .boolean(let flag): flag ? "true" : "false"
    case .text(let text): text
    case .tensor(let tensor): tensor.text
    }
  }

  /// How many numbers it holds, roughly.
  var size: Int {
    switch self {
    case .number, .boolean: 1
    case .text(let text): text.utf8.count
    case .tensor(let tensor): tensor.values.count
    }
  }

  /// What kind of value it is, for a message: "a number", "4×2 numbers".
  var kindText: String {
    switch self {
    case .number: "a number"
    case .boolean: "true or false"
    case .text: "a text"
    case .tensor(let tensor): tensor.shape.isEmpty ? "a number" : "\(tensor.shapeText) numbers"
    }
  }
}

extension Tensor {
  /// `[[0.5000, 0.2000], [-0.3000, 0.8000]]`; whole numbers bare where all are whole. Of a long
  /// axis the first and last three entries stand, and `…` between them.
  public var text: String {
    let isWhole = values.allSatisfy { $0.rounded() == $0 && abs($0) < 1e6 }
    return text(axis: 0, from: 0, isWhole: isWhole, elides: values.count > Self.longest)
  }

  private static let longest = 400
  private static let edge = 3

  var shapeText: String { shape.map(String.init).joined(separator: "×") }

  private func text(axis: Int, from offset: Int, isWhole: Bool, elides: Bool) -> String {
    guard axis < shape.count else {
      let number = Double(values[offset])
      return isWhole ? NumberText.text(number) : NumberText.decimal(number)
    }
    let count = shape[axis]
    let stride = shape[(axis + 1)...].reduce(1, *)
    let shortens = elides && count > 2 * Self.edge + 1
    let shown =
      shortens ? Array(0..<Self.edge) + Array((count - Self.edge)..<count) : Array(0..<count)
    var parts = shown.map { index in
      text(axis: axis + 1, from: offset + index * stride, isWhole: isWhole, elides: elides)
    }
    if shortens { parts.insert("…", at: Self.edge) }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}
