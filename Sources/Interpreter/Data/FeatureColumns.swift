import NeuralNetwork

/// The words that stand for the columns of data in feature expressions: the columns' own names, with
/// `_` for what no name may hold; x1, x2, … by number; x and y where there are no more.
struct FeatureColumns {
  private let data: Dataset

  init(_ data: Dataset) {
    self.data = data
  }

  private var width: Int { data.inputShape.count }

  /// "petal length (cm)" as one word: "petal_length_cm".
  private static func word(for name: String) -> String {
    let letters = name.map { $0.isLetter || $0.isNumber ? $0 : " " }
    return String(letters).split(separator: " ").joined(separator: "_")
  }

  /// The column that a word names.
  func index(of word: Word) -> Int? {
    let names = data.featureNames.count == width ? data.featureNames : []
    if let exact = names.firstIndex(of: word.text) { return exact }
    if let near = names.firstIndex(where: { Self.word(for: $0).folded == word.folded }) {
      return near
    }
    if width <= 2, let letter = ["x", "y"].prefix(width).firstIndex(of: word.folded) {
      return letter
    }
    guard word.folded.hasPrefix("x"), let number = Int(word.folded.dropFirst()),
      (1...width).contains(number)
    else { return nil }
    return number - 1
  }

  /// The words to show and to complete.
  var words: [String] {
    if width == 1 { return ["x"] }
    if width == 2, data.featureNames.allSatisfy({ $0.folded.hasPrefix("x") }) { return ["x", "y"] }
    let names = data.featureNames.map(Self.word).filter { !$0.isEmpty }
    return names.count == width ? names : (1...min(width, 100)).map { "x\($0)" }
  }

  /// "x, y", "x1, x2, … x64"
  var sentence: String {
    let words = words
    guard words.count > 8 || words.count < width else { return words.joined(separator: ", ") }
    return "\(words.prefix(3).joined(separator: ", ")), … (\(width) in all, x1 to x\(width))"
  }
}
