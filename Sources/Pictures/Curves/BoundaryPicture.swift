import Canvas
import Interpreter
import NeuralNetwork

/// What a network of two inputs puts out all over their plane, with the samples on it.
enum BoundaryPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .plot, name: "boundary",
    summary: "what the network puts out over the plane of its two inputs, and the samples",
    subject: .session, needs: [.layers, .plane])

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    guard let inputs = scene.session.predictedInputs, !scene.network.layers.isEmpty else {
      throw NoPicture("no network yet: try input 2, then add linear 4")
    }
    guard inputs == 2 else {
      throw NoPicture("a map needs two inputs, and this network reads \(inputs)")
    }
    let meaning = OutputMeaning(scene)
    let title = scene.line(scene.title("boundary · \(meaning.title)"))
    let answers = SampleAnswers(scene)
    let legend = scene.lines(legend(scene, meaning, answers))
    let room = Size(
      columns: scene.size.columns, rows: scene.size.rows - 1 - legend.size.rows)
    guard room.rows >= 5, room.columns >= 14 else {
      return scene.stack([scene.line(scene.caption("too small for a map")), legend])
    }
    let map = try BoundaryMap(scene, meaning: meaning, answers: answers, size: room)
    return scene.stack([title, map.canvas(), legend])
  }

  private static func legend(
    _ scene: Scene, _ meaning: OutputMeaning, _ answers: SampleAnswers?
  ) -> StyledText {
    var legend = scene.axisNames
    legend.append(meaning.legend(scene.theme))
    guard let answers else { return legend }
    legend.append("   ")
    legend.append(scene.caption(answers.marks?.summary ?? "o samples"))
    if !answers.isRight.isEmpty {
      let wrong = answers.isRight.count { !$0 }
      legend.append(
        scene.caption("   \(wrong) of \(answers.isRight.count) wrong (capitals)"))
    }
    return legend
  }
}

/// The training samples of two features, and whether the network's answer to each is right.
struct SampleAnswers {
  let data: Dataset
  /// Nil where the targets are quantities.
  let marks: ClassMarks?
  /// Empty where the outputs do not answer the targets, or that is no question.
  let isRight: [Bool]

  /// Nil where there are no such samples.
  init?(_ scene: Scene) {
    guard let data = scene.session.rawTrainingData, data.inputShape.count == 2 else { return nil }
    self.data = data
    marks = ClassMarks(data)
    let width =
      switch data.targets {
      case .classes(_, let count): count
      case .values(_, let width): width
      }
    if width == scene.network.output?.count,
      let rule = Accuracy(data.targets, loss: scene.session.loss),
      let outputs = try? scene.session.predict(data.inputs)
    {
      isRight = rule.correct(outputs, data.targets)
    } else {
      isRight = []
    }
  }

  func isWrong(_ index: Int) -> Bool { index < isRight.count && !isRight[index] }

  func mark(_ index: Int) -> String { marks.map { ClassMarks.mark($0.classes[index]) } ?? "o" }
}
