import NeuralNetwork

/// The one list of the names that stand for facts of the session. `help names`, completion, the
/// linter and the evaluator read it.
///
/// A number of the network is always of the network as it is now. `loss`, `accuracy` and
/// `l1.output` are those of the last forward pass as long as nothing has changed since; otherwise
/// they are worked out at once, on all training samples. So no check ever sees a stale number.
public enum Names {
  /// Every name, in the order in which help shows them.
  public static let all: [NameDeclaration] = [
    NameDeclaration("loss", "the loss, of the last forward pass or of all training samples") {
      evaluator throws(Diagnostic) in
      guard let loss = try evaluator.presentEvaluation().loss else {
        throw Diagnostic(NetworkError.noLoss)
      }
      return .number(loss)
    },
    NameDeclaration("accuracy", "the part of these samples that is right, 0 to 1") {
      evaluator throws(Diagnostic) in
      .number(try accuracy(evaluator.presentEvaluation()))
    },
    NameDeclaration("train.loss", "the loss of all training samples") {
      evaluator throws(Diagnostic) in
      guard let loss = try evaluator.trainEvaluation().loss else {
        throw Diagnostic(NetworkError.noLoss)
      }
      return .number(loss)
    },
    NameDeclaration("train.accuracy", "the part of all training samples that is right") {
      evaluator throws(Diagnostic) in
      .number(try accuracy(evaluator.trainEvaluation()))
    },
    NameDeclaration("test.loss", "the loss of the held-out samples") {
      evaluator throws(Diagnostic) in
      guard let loss = try evaluator.testEvaluation().loss else {
        throw Diagnostic(NetworkError.noLoss)
      }
      return .number(loss)
    },
    NameDeclaration("test.accuracy", "the part of the held-out samples that is right") {
      evaluator throws(Diagnostic) in
      .number(try accuracy(evaluator.testEvaluation()))
    },
    NameDeclaration("layers", "how many layers the network has") { evaluator in
      .number(Double(evaluator.session.network.layers.count))
    },
    NameDeclaration("parameters", "how many numbers the network learns") { evaluator in
      .number(Double(evaluator.session.network.parameters.count))
    },
    NameDeclaration("inputs", "how many values one sample has; 0 before input") { evaluator in
      .number(Double(evaluator.session.network.input?.count ?? 0))
    },
    NameDeclaration("outputs", "how many values the network gives for one sample") { evaluator in
      .number(Double(evaluator.session.network.output?.count ?? 0))
    },
    NameDeclaration("data", "the name of the data set: \"xor\"; \"none\" before data") {
      evaluator in .text(evaluator.session.trainingData?.name ?? "none")
    },
    NameDeclaration("samples", "how many samples there are to learn from") { evaluator in
      .number(Double(evaluator.session.trainingData?.count ?? 0))
    },
    NameDeclaration("test.samples", "how many samples are held out") { evaluator in
      .number(Double(evaluator.session.testData?.count ?? 0))
    },
    NameDeclaration("features", "how many values one sample of the data has") { evaluator in
      .number(Double(evaluator.session.trainingData?.inputShape.count ?? 0))
    },
    NameDeclaration("classes", "how many classes the targets tell apart; 0 if they are values") {
      evaluator in
      guard case .classes(_, let count)? = evaluator.session.trainingData?.targets else {
        return .number(0)
      }
      return .number(Double(count))
    },
    NameDeclaration("loss_function", "the loss that was chosen: \"bce\"; \"none\" before loss") {
      evaluator in .text(evaluator.session.loss?.label ?? "none")
    },
    NameDeclaration("optimizer", "the optimizer: \"sgd\"") { evaluator in
      .text(type(of: evaluator.session.optimizer).declaration.name)
    },
    NameDeclaration("lr", "the learning rate in force, which a schedule changes") { evaluator in
      .number(evaluator.session.learningRate)
    },
    NameDeclaration("batch", "samples a step; all of them where no batch size was set") {
      evaluator in
      let all = evaluator.session.trainingData?.count ?? 0
      return .number(Double(min(evaluator.session.batchSize ?? all, all)))
    },
    NameDeclaration("steps", "training steps done") { evaluator in
      .number(Double(evaluator.session.step))
    },
    NameDeclaration("epochs", "passes through all training samples done") { evaluator in
      .number(Double(evaluator.session.epoch))
    },
    NameDeclaration("sample", "the sample that pictures and explanations follow") { evaluator in
      .number(Double(evaluator.session.sample))
    },
    NameDeclaration("seed", "what the random numbers follow from") { evaluator in
      .number(Double(evaluator.session.seed))
    },
    NameDeclaration("pi", "3.14159…") { _ in .number(Double.pi) },
  ]

  private static func accuracy(_ evaluation: KnownEvaluation) throws(Diagnostic) -> Double {
    guard let accuracy = evaluation.accuracy else {
      throw Diagnostic(
        "these targets are quantities, not classes: none is simply right", hint: "print loss")
    }
    return accuracy
  }

  private static let byName = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name.folded, $0) })

  static func name(folded: String) -> NameDeclaration? { byName[folded] }

  /// Whether an expression may begin with this word.
  static func isKnown(_ word: Word) -> Bool {
    byName[word.folded] != nil || LayerAddress.index(of: word) != nil
      || ["test", "train", "not", "true", "false"].contains(word.folded)
      || Functions.all.contains { $0.name.folded == word.folded }
  }

  /// Names that a learner cannot give to something else.
  static func isReserved(_ word: Word) -> Bool {
    let reserved = ["and", "or", "not", "true", "false", "nan", "inf", "infinity", "until"]
    return byName[word.folded] != nil || reserved.contains(word.folded)
      || all.contains { $0.name.folded.hasPrefix("\(word.folded).") }
      || LayerAddress.index(of: word) != nil
      || Functions.all.contains { $0.name.folded == word.folded }
  }

  /// The error for a word that names nothing.
  static func unknown(_ word: Word, session: Session, extra: some Sequence<String> = [])
    -> Diagnostic
  {
    let layers = session.network.layers.indices.map { "l\($0)" }
    let known = all.map(\.name) + session.variables.keys.sorted() + layers + extra
    if word.folded == "test" || word.folded == "train" {
      return Diagnostic(
        "\(word.text) is half a name", at: word.range,
        hint: "\(word.folded).loss or \(word.folded).accuracy")
    }
    if let function = Functions.all.first(where: { $0.name.folded == word.folded }) {
      return Diagnostic(
        "\(word.text) is a function: it needs something in parentheses", at: word.range,
        hint: function.usage)
    }
    return Diagnostic(
      "nothing is called \"\(word.text)\"", at: word.range, hint: "help names",
      suggestion: Nearest.word(to: word.text, among: known))
  }
}
