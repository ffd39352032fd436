import Canvas
import Interpreter
import TestSupport
import Testing

@testable import Pictures

@Suite struct `Pictures of data and curves` {
  private func draw(
    _ name: String, _ commands: String, columns: Int = 60, rows: Int = 16, theme: Theme = .plain
  ) -> Canvas {
    Sessions.picture(name, of: commands, columns: columns, rows: rows, theme: theme)
  }

  @Test func `points of two features`() {
    expectGolden(draw("data", "data xor").text, "data-xor")
    expectGolden(draw("data", "data spiral n=60; split 0.8").text, "data-spiral")
    let canvas = draw("data", "data xor", columns: 30, rows: 9, theme: Theme())
    expectGolden(canvas.text + "\n" + canvas.styleMap, "data-xor-colors")
  }

  @Test func `quantities by sign and size`() {
    let commands = "data values x=[[0, 0], [1, 1], [0, 1], [1, 0]] y=[[3], [-3], [1], [-1.5]]"
    expectGolden(draw("data", commands, rows: 10).text, "data-quantities")
  }

  @Test func `images with what they are`() {
    expectGolden(draw("data", "data digits").text, "data-digits")
  }

  @Test func `anything else as a table`() {
    let commands = "data values x=[[1, 2, 3], [4.5, 5, 6]] y=[[1], [0]]"
    expectGolden(draw("data", commands).text, "data-table")
  }

  @Test func `the loss of training and of held-out samples`() {
    let commands = Sessions.digits + "; train 3"
    expectGolden(draw("loss", commands).text, "loss-digits")
    expectGolden(
      draw("loss", Sessions.xor + "; train 80", theme: Theme(colors: .none)).text, "loss-xor")
  }

  @Test func `the learning rate of a schedule, so far and to come`() {
    let commands = Sessions.xor + "; schedule cosine t_max=40; train 12"
    expectGolden(draw("lr", commands, rows: 10, theme: Theme(colors: .none)).text, "lr-cosine")
    expectGolden(
      draw("lr", Sessions.xor + "; schedule step size=30 gamma=0.1", rows: 10).text, "lr-step")
    #expect(
      draw("lr", Sessions.xor).text == "no schedule is in force: try schedule cosine t_max=50")
  }

  @Test func `the curve of gradcheck over eps`() throws {
    var session = Sessions.after(Sessions.xor)
    let run = session.run("gradcheck curve l0.weight[0,0]", in: Sessions.environment)
    let outcome = try #require(run.steps.first?.outcome)
    guard case .curve(let curve)? = outcome.reports.last else {
      Issue.record("no curve")
      return
    }
    // Large steps measure the loss's own curve, small ones rounding: the best lie between.
    let best = try #require(curve.points.min { $0.y < $1.y })
    #expect((-9.0 ... -3.0).contains(best.x))
    #expect(curve.points[0].y > 10 * best.y && curve.points[curve.points.count - 1].y > 10 * best.y)
    #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.x < $1.x })
    expectGolden(
      OutcomeView.canvas(outcome, after: session, width: 60, rows: 12, theme: .plain).text,
      "gradcheck-curve")
  }

  @Test func `the losses of two runs in one plot, told apart without colour`() {
    let session = Sessions.after(
      Sessions.xor + "; train 40; init; optimizer sgd lr=0.5; train 60; mark a; new")
    for (theme, name) in [(Theme.plain, "ascii"), (Theme(colors: .none), "braille")] {
      let canvas = Gallery.draw(
        PictureRequest(name: "curves", moments: ["run1", "a"]), of: session,
        size: Size(columns: 60, rows: 12), theme: theme)
      expectGolden(canvas.text, "curves-xor-\(name)")
    }
    let gone = Gallery.draw(
      PictureRequest(name: "curves", moments: ["run1", "b"]), of: session,
      size: Size(columns: 60, rows: 12), theme: .plain)
    #expect(gone.text == "there is no b any more: try history")
  }

  @Test func `two long curves are told apart by the means of stretches`() {
    let session = Sessions.after(
      Sessions.digits + "; train 5; optimizer adam lr=0.03; init; train 5")
    let canvas = Gallery.draw(
      PictureRequest(name: "curves", moments: ["run1", "run2"]), of: session,
      size: Size(columns: 60, rows: 12), theme: Theme(colors: .none))
    expectGolden(canvas.text, "curves-digits")

    let losses = session.curve.buckets.prefix(8).map { Double($0.last) }
    let means = session.curve.means(ofSteps: 4)
    #expect(means.prefix(2).map(\.x) == [4, 8])
    #expect(means[0].y == losses[0..<4].reduce(0, +) / 4)
    #expect(means[1].y == losses[4..<8].reduce(0, +) / 4)
    #expect(means.last?.x == Double(session.curve.count))
    #expect(session.curve.means(ofSteps: 1).count == session.curve.count)
  }

  @Test func `the boundary with its samples`() {
    expectGolden(draw("boundary", Sessions.xor + "; train 60").text, "boundary-xor")
    expectGolden(draw("boundary", Sessions.xor).text, "boundary-xor-untrained")
    let canvas = draw(
      "boundary", Sessions.xor + "; train 60", columns: 30, rows: 10, theme: Theme())
    expectGolden(canvas.text + "\n" + canvas.styleMap, "boundary-xor-colors")
  }

  @Test func `the boundary of a network without data, and of several outputs`() {
    let commands = "input 2; add linear 3; set l0.weight [[2, 0], [-2, 1], [-1, -2]]"
    expectGolden(draw("boundary", commands).text, "boundary-classes")
  }

  @Test(arguments: [
    ("network", "seed 1", "no network yet: try input 2, then add linear 4"),
    ("weights", "input 2", "no layer has weights yet: try add linear 4"),
    ("gradients", Sessions.xor, "no gradients yet: try forward, then backward"),
    ("activations", "input 2", "no layers yet: try input 2, then add linear 4"),
    ("activations", "input 2; add tanh", "nothing to put in yet: try data xor, then forward"),
    ("data", "seed 1", "no data yet: try data xor"),
    ("loss", Sessions.xor, "nothing has been trained yet: try train 20"),
    ("boundary", "seed 1", "no network yet: try input 2, then add linear 4"),
    ("boundary", "input 3; add linear 1", "a map needs two inputs, and this network reads 3"),
    ("portrait", "seed 1", "there is no picture portrait"),
  ])
  func `what cannot be drawn says why`(_ name: String, _ commands: String, _ words: String) {
    #expect(draw(name, commands).text.split(separator: "\n").joined(separator: " ") == words)
  }

  @Test func `nothing breaks at any size, and nothing is larger than it may be`() {
    let sessions = [
      Sessions.after("seed 1"), Sessions.after("input 2; add linear 3"),
      Sessions.after(Sessions.xor + "; train 3; forward; backward"),
      Sessions.after(Sessions.digits + "; forward; backward; step"),
      Sessions.after("input 5; data values x=[[1, 2, 3, 4, 5]] y=[[1]]; add linear 1; forward"),
    ]
    let sizes = [
      (0, 0), (1, 1), (-3, 5), (5, -3), (2, 40), (40, 2), (3, 3), (7, 5), (11, 7), (14, 9),
      (19, 6), (20, 6), (25, 12), (40, 10), (80, 24), (200, 60),
    ]
    let themes = [Theme(), .plain, Theme(glyphs: .block, colors: .sixteen, background: .light)]
    for session in sessions {
      for (columns, rows) in sizes {
        for theme in themes {
          for declaration in Gallery.declarations {
            let layers: [Int?] = declaration.subject == .session ? [nil] : [nil, 0, 7]
            for layer in layers {
              let canvas = Gallery.draw(
                PictureRequest(name: declaration.name, layer: layer), of: session,
                size: Size(columns: columns, rows: rows), theme: theme)
              #expect(canvas.size.columns == max(0, columns))
              #expect(canvas.size.rows <= max(0, rows))
            }
          }
        }
      }
    }
  }

  @Test func `the ASCII tier is ASCII`() {
    let session = Sessions.after(Sessions.digits + "; forward; backward; step")
    for declaration in Gallery.declarations {
      let canvas = Gallery.draw(
        PictureRequest(name: declaration.name), of: session, size: Size(columns: 80, rows: 24),
        theme: .plain)
      #expect(canvas.text.utf8.allSatisfy { $0 < 0x80 }, "\(declaration.name)")
    }
  }
}
