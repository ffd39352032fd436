import NeuralNetwork

extension Commands {
  static let mode = CommandDeclaration(
    "mode", purpose: .walk, effect: .changes, listsAlone: true,
    summary: "says whether forward runs as in training or as in use",
    forms: [
      [
        Parameter(
          "MODE", .choice(["train", "eval"]), optional: true,
          "train: dropout drops, batch norm reads the batch; eval: neither. train at first")
      ]
    ],
    notes: [
      "It matters to networks with dropout or batch norm; all other layers do the same in both.",
      "train always trains in training mode; predict, plot, and numbers worked out outside of a "
        + "forward pass are always of evaluation mode.",
    ],
    example: "mode eval", setup: "input 2; add linear 4; add dropout 0.5",
    pytorch: "net.eval()  # or net.train()"
  ) { session, arguments, _ in
    if let word = arguments.word("MODE") {
      let mode = word.text == "eval" ? Mode.evaluation : .training
      if mode != session.mode { session.moment.forgetPass() }
      session.moment.mode = mode
    }
    let differing = session.layersThatDifferByMode
    let matters =
      differing.isEmpty
      ? "no layer of this network does anything else in the other mode"
      : "it matters to \(differing.joined(separator: ", "))"
    return .note(
      session.mode == .training
        ? "mode train: forward runs as in training; \(matters)"
        : "mode eval: forward runs as in use; \(matters)")
  }
}

extension Session {
  /// "l1 dropout 0.5"
  var layersThatDifferByMode: [String] {
    network.layers.enumerated().compactMap { index, layer in
      layer is Dropout || layer is BatchNorm1d || layer is BatchNorm2d
        // Between the layers of an rnn, lstm or gru.
        || layer.settings.number("dropout") ?? 0 > 0
        ? "l\(index) \(layer.label)" : nil
    }
  }
}
