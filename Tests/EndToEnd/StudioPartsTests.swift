import Canvas
import Interpreter
import Testing

@testable import gradus

struct StudioPartsTests {
  @Test(arguments: [
    (80, 24, Size(columns: 44, rows: 19), Size(columns: 35, rows: 19), 4),
    (120, 40, Size(columns: 66, rows: 33), Size(columns: 53, rows: 33), 6),
    (200, 60, Size(columns: 88, rows: 53), Size(columns: 111, rows: 53), 6),
    (60, 16, Size(columns: 60, rows: 12), nil, 3),
    (40, 10, Size(columns: 40, rows: 7), nil, 2),
    (10, 3, Size(columns: 10, rows: 1), nil, 1),
    (1, 1, Size(columns: 1, rows: 0), nil, 1),
  ])
  func `Panes fill the window at every size`(
    columns: Int, rows: Int, lesson: Size, picture: Size?, promptRows: Int
  ) {
    let layout = StudioLayout(window: Size(columns: columns, rows: rows))
    #expect(layout.lesson == lesson)
    #expect(layout.picture == picture)
    #expect(layout.prompt == Size(columns: columns, rows: promptRows))
    #expect(layout.promptRow + promptRows == max(rows, 1))
  }

  func lines(_ words: [String]) -> Canvas {
    Canvas(lines: words.map { StyledText($0) }, width: 4)
  }

  @Test func `What is longer than the window is shown from its beginning and read on by pages`() {
    var scroll = Scrollback(rows: 3)
    scroll.append([lines(["a", "b"])])
    #expect(scroll.window(columns: 4).text == "a\nb\n")
    #expect(!scroll.hasUnseen)
    scroll.append([lines(["1", "2", "3", "4", "5"])])
    #expect(scroll.window(columns: 4).text == "1\n2\n3")
    #expect(scroll.hasUnseen)
    #expect(scroll.below == 2)
    scroll.moveToUnseen()
    #expect(scroll.window(columns: 4).text == "3\n4\n5")
    #expect(!scroll.hasUnseen)
    scroll.move(by: -100)
    #expect(scroll.window(columns: 4).text == "a\nb\n1")
    #expect(!scroll.hasUnseen)
    scroll.append([lines(["x"])])
    #expect(scroll.window(columns: 4).text == "4\n5\nx")
  }

  @Test func `A window that grows and shrinks loses nothing`() {
    var scroll = Scrollback(rows: 3)
    let text = [lines(["1", "2", "3", "4", "5"])]
    scroll.append(text)
    scroll.moveToEnd()
    scroll.replace(with: text, rows: 10)
    #expect(scroll.window(columns: 4).text == "1\n2\n3\n4\n5\n\n\n\n\n")
    scroll.replace(with: text, rows: 2)
    #expect(scroll.window(columns: 4).text == "4\n5")
    scroll.replace(with: text, rows: 0)
    #expect(scroll.window(columns: 4).text == "")
  }

  @Test(arguments: [
    (80, "step 1,200 of 5,000, epoch 3, loss 0.0312, 8,200 steps/s, 4 s left, ^C stops"),
    (70, "step 1,200 of 5,000, loss 0.0312, 8,200 steps/s, 4 s left, ^C stops"),
    (60, "step 1,200 of 5,000, loss 0.0312, 4 s left, ^C stops"),
    (40, "step 1,200 of 5,000, loss 0.0312"),
    (10, "step 1,200"),
    (0, ""),
  ])
  func `The progress line keeps what matters most`(columns: Int, expected: String) {
    let progress = TrainingProgress(
      step: 1200, totalSteps: 5000, epoch: 3, loss: 0.03124, stepsPerSecond: 8200.4,
      remaining: .seconds(4.6))
    #expect(ProgressLine.text(progress, columns: columns) == expected)
  }

  @Test func `The progress line of a sweep counts trainings, and shows what is watched`() {
    var progress = TrainingProgress(
      step: 1200, totalSteps: nil, epoch: 0, loss: 0.03124, stepsPerSecond: 0,
      remaining: .seconds(4.6))
    progress.sweep = SweepProgress(done: 12, total: 1060)
    #expect(
      ProgressLine.text(progress, columns: 80)
        == "12 of 1,060 trainings done, best loss 0.0312, 4 s left, ^C stops")
    progress.sweep = nil
    progress.watched = [WatchedValue(label: "l0.bias", value: .number(0.5))]
    #expect(
      ProgressLine.text(progress, columns: 80)
        == "step 1,200, epoch 0, loss 0.0312, l0.bias 0.5000, 4 s left, ^C stops")
  }

  @Test(arguments: [
    (80, "doing again what you did, step 1,200 of 5,000, loss 0.0312, 4 s left, ^C stops"),
    (40, "doing again what you did"),
  ]) func `The progress line says when it is a repetition`(columns: Int, expected: String) {
    var progress = TrainingProgress(
      step: 1200, totalSteps: 5000, epoch: 3, loss: 0.03124, stepsPerSecond: 8200.4,
      remaining: .seconds(4.6))
    progress.isReplay = true
    #expect(ProgressLine.text(progress, columns: columns) == expected)
  }

  @Test func `A progress line that grows shorter leaves nothing behind`() {
    let line = ProgressLine()
    func progress(_ step: Int) -> TrainingProgress {
      TrainingProgress(
        step: step, totalSteps: nil, epoch: 0, loss: .nan, stepsPerSecond: .infinity,
        remaining: nil)
    }
    #expect(
      line.rewrite(progress(1000), columns: 60) == "\rstep 1,000, epoch 0, loss nan, ^C stops")
    #expect(
      line.rewrite(progress(9), columns: 60)
        == "\rstep 9, epoch 0, loss nan, ^C stops    \rstep 9, epoch 0, loss nan, ^C stops")
    #expect(line.erase() == "\r" + String(repeating: " ", count: 35) + "\r")
    #expect(line.erase() == "")
  }
}
