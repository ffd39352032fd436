import NeuralNetwork

/// The one list of the functions of expressions.
public enum Functions {
  /// Every function, in the order in which help shows them.
  public static let all: [FunctionDeclaration] =
    [
      .elementwise("abs", "distance from zero") { abs($0) },
      .reduction("min", "the smallest of all numbers") { numbers in
        numbers.contains(where: \.isNaN) ? .nan : numbers.reduce(.infinity, Swift.min)
      },
      .reduction("max", "the greatest of all numbers") { numbers in
        numbers.contains(where: \.isNaN) ? .nan : numbers.reduce(-.infinity, Swift.max)
      },
      .reduction("mean", "the average") { $0.reduce(0, +) / Double($0.count) },
      .reduction("sum", "all added up") { $0.reduce(0, +) },
      .reduction("norm", "length of the vector: square root of the sum of squares") { numbers in
        numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
      },
      .reduction("argmax", "the place of the greatest, counted from 0") { numbers in
        Double(numbers.indices.reduce(0) { numbers[$1] > numbers[$0] ? $1 : $0 })
      },
      .quantifier("all", "whether no entry is 0: all(l1.output > 0)") { numbers in
        numbers.allSatisfy { $0 != 0 }
      },
      .quantifier("any", "whether some entry is not 0") { numbers in
        numbers.contains { $0 != 0 }
      },
      .quantifier("finite", "whether no entry is infinite or not a number") { numbers in
        numbers.allSatisfy(\.isFinite)
      },
      .elementwise("exp", "e to the power x") { Elementary.exp($0) },
      .elementwise("log", "the natural logarithm") { Elementary.log($0) },
      .elementwise("sqrt", "the square root") { $0.squareRoot() },
      .elementwise("sin", "the sine") { Elementary.sin($0) },
      .elementwise("cos", "the cosine") { Elementary.cos($0) },
      .elementwise("tanh", "the hyperbolic tangent: an S from -1 to 1") { Elementary.tanh($0) },
      .elementwise("sigmoid", "1 / (1 + e^-x): an S from 0 to 1") { Elementary.sigmoid($0) },
      .elementwise("relu", "x where it is positive, else 0") { $0 < 0 ? 0 : $0 },
      .elementwise("sign", "-1, 0 or 1") { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 },
      .elementwise("round", "the nearest whole number") { $0.rounded(.toNearestOrEven) },
    ] + [rows, used, kind]

  /// How many entries the first axis has.
  private static let rows = FunctionDeclaration(
    name: "rows", usage: "rows(x)", summary: "how many rows (entries of the first axis)",
    arity: 1...1
  ) { _, arguments throws(Diagnostic) in
    guard case .tensor(let tensor) = arguments[0].value, let count = tensor.shape.first else {
      throw FunctionDeclaration.needsNumbers("rows", arguments[0])
    }
    return .number(Double(count))
  }

  /// Whether a command has been used.
  private static let used = FunctionDeclaration(
    name: "used", usage: "used(\"train\")", summary: "whether this command has been used",
    arity: 1...1
  ) { evaluator, arguments throws(Diagnostic) in
    guard case .text(let verb) = arguments[0].value else {
      throw Diagnostic(
        "used takes the name of a command in quotes", at: arguments[0].range,
        hint: "used(\"train\")")
    }
    let declaration = try Commands.command(named: Word(text: verb, range: arguments[0].range))
    return .boolean(evaluator.session.usedVerbs.contains(declaration.verb))
  }

  /// A layer's kind, by its index.
  private static let kind = FunctionDeclaration(
    name: "kind", usage: "kind(0)", summary: "the kind of a layer: \"linear\", \"tanh\"",
    arity: 1...1
  ) { evaluator, arguments throws(Diagnostic) in
    guard case .number(let number) = arguments[0].value, let index = Int(exactly: number) else {
      throw Diagnostic("kind takes the number of a layer", at: arguments[0].range, hint: "kind(0)")
    }
    return .text(try evaluator.session.kind(ofLayer: index, at: arguments[0].range))
  }

  private static let byName = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name.folded, $0) })

  /// The function of that name, or an error with the nearest one.
  static func function(named word: Word) throws(Diagnostic) -> FunctionDeclaration {
    if let found = byName[word.folded] { return found }
    throw Diagnostic(
      "there is no function \"\(word.text)\"", at: word.range, hint: "help functions",
      suggestion: Nearest.word(to: word.text, among: all.map(\.name)))
  }
}
