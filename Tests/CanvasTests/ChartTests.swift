import TestSupport
import Testing

@testable import Canvas

@Suite struct `Charts` {
  static let themes: [(String, Theme)] = [
    ("ascii", .plain), ("block", Theme(glyphs: .block, colors: .none)),
    ("braille", Theme(colors: .none)),
  ]

  /// Falls from 1 to about 0.01; the second stops falling.
  private func losses() -> [LineChart.Series] {
    var train = 1.0
    var test = 1.1
    var trains: [SIMD2<Double>] = []
    var tests: [SIMD2<Double>] = []
    for step in 0...100 {
      trains.append([Double(step), train])
      if step % 10 == 0 { tests.append([Double(step), test]) }
      train *= 0.955
      test = max(0.12, test * 0.96)
    }
    return [.init("train", points: trains), .init("test", points: tests)]
  }

  @Test(arguments: themes)
  func `draw two curves on a logarithmic axis`(_ name: String, _ theme: Theme) {
    let chart = LineChart(losses(), title: "loss", xTitle: "step")
    let canvas = chart.canvas(size: Size(columns: 60, rows: 14), theme: theme)
    expectGolden(canvas.text, "loss-60x14-\(name)")
  }

  @Test func `draw a curve on a linear axis and its colours`() {
    let points = (0...20).map { SIMD2(Double($0), Double($0 * $0)) }
    let chart = LineChart([.init("a", points: points)], title: "squares", xTitle: "n")
    let canvas = chart.canvas(size: Size(columns: 40, rows: 10), theme: Theme())
    expectGolden(canvas.text + "\n" + canvas.styleMap, "squares-40x10")
  }

  @Test func `keep a spike among very many points`() {
    var points = (0..<100_000).map { SIMD2(Double($0), 1.0) }
    points[31_415].y = 5
    points[62_831].y = .nan
    let chart = LineChart([.init("a", points: points)], title: "spike", xTitle: "step")
    let canvas = chart.canvas(size: Size(columns: 40, rows: 8), theme: .plain)
    expectGolden(canvas.text, "spike-40x8")
  }

  @Test func `shrink to sparklines`() {
    let canvas = LineChart(losses(), title: "loss", xTitle: "step")
      .canvas(size: Size(columns: 30, rows: 3), theme: Theme())
    #expect(canvas.text == "train 0.0100 █▆▅▄▃▃▂▂▂▂▁▁▁▁▁▁▁\ntest 0.1200 █▅▄▂▂▁▁▁▁▁▁")
  }

  @Test func `draw one point and none`() {
    let one = LineChart([.init("a", points: [[3, 0.5]])], title: "one", xTitle: "step")
    expectGolden(one.canvas(size: Size(columns: 30, rows: 7), theme: .plain).text, "point-30x7")
    let none = LineChart([.init("a", points: [])], title: "none", xTitle: "step")
    #expect(none.canvas(size: Size(columns: 30, rows: 7), theme: .plain).text.hasPrefix("none"))
  }

  private var weights: HeatMap {
    var map = HeatMap(rows: 2, columns: 3, values: [0.5, -0.25, 0, 1, -1, 0.1])
    map.rowLabels = ["n0", "n1"]
    map.columnLabels = ["x0", "x1", "x2"]
    return map
  }

  @Test func `heat maps show numbers where they fit`() {
    let canvas = weights.canvas(fitting: Size(columns: 40, rows: 5), theme: Theme())
    expectGolden(canvas.text + "\n" + canvas.styleMap, "heat-numbers")
    let narrow = weights.canvas(fitting: Size(columns: 26, rows: 5), theme: .plain)
    #expect(
      narrow.text == "       x0     x1     x2\nn0  +0.50  -0.25   0.00\nn1  +1.00  -1.00  +0.10")
  }

  @Test func `heat maps show signs where numbers do not fit`() {
    let canvas = weights.canvas(fitting: Size(columns: 10, rows: 5), theme: Theme())
    #expect(canvas.text == "* - .\n# % .")
    #expect(canvas.styleMap.hasPrefix("aabbcc\nddeecc"))
  }

  @Test func `large heat maps are half blocks, and keep the strongest of a patch`() {
    var values = Array(repeating: 0.0, count: 40 * 40)
    values[7 * 40 + 9] = -2
    let map = HeatMap(rows: 40, columns: 40, values: values)
    let canvas = map.canvas(fitting: Size(columns: 10, rows: 5), theme: Theme())
    #expect(canvas.size == Size(columns: 10, rows: 5))
    #expect(
      canvas[row: 0, column: 2].style == Style(foreground: Color(235), background: Color(215)))
    let plain = map.canvas(fitting: Size(columns: 10, rows: 5), theme: .plain)
    #expect(plain.text == "..%.......\n..........\n..........\n..........\n..........")
    #expect(!map.isWhole(fitting: Size(columns: 10, rows: 5), theme: .plain))
    #expect(map.isWhole(fitting: Size(columns: 40, rows: 20), theme: Theme()))
  }

  @Test func `tiny and huge numbers have exponents`() {
    let tiny = HeatMap(rows: 1, columns: 2, values: [0.0000012, -0.0000005])
    #expect(
      tiny.canvas(fitting: Size(columns: 30, rows: 1), theme: .plain).text
        == " +1.20e-06  -5.00e-07")
  }

  @Test func `legends name both ends`() {
    #expect(HeatMap.legend(bound: 0.7, theme: .plain).text == "-0.7000 %%=-.+*## +0.7000")
  }

  @Test func `histograms count`() {
    let histogram = Histogram([0, 0.1, 0.2, 0.9, 1, .nan], bins: 2)
    #expect(histogram.counts == [3, 2])
    #expect(histogram.notFinite == 1)
    let values = (0..<200).map { (index: Int) -> Double in
      Double(index % 20 + index % 7 + index % 3)
    }
    let canvas = Histogram(values, bins: 24).canvas(
      size: Size(columns: 48, rows: 8), theme: Theme())
    expectGolden(canvas.text, "histogram-48x8")
  }

  @Test func `tables align, wrap and leave out what does not fit`() {
    let table = TableLayout(
      columns: [
        .init(StyledText("layer")), .init(StyledText("what it does")),
        .init(StyledText("parameters"), alignment: .right),
      ],
      rows: [
        ["l0", "linear 2→4: a weighted sum of its inputs", "12"].map { StyledText($0) },
        ["l1", "tanh", "0"].map { StyledText($0) },
      ])
    expectGolden(table.canvas(width: 80, theme: Theme()).text, "table-80")
    expectGolden(table.canvas(width: 34, theme: .plain).text, "table-34")
    expectGolden(table.canvas(width: 10, theme: .plain).text, "table-10")
  }

  @Test func `a table whose words do not fit becomes several with the same first column`() {
    let table = TableLayout(
      columns: ["", "layer", "parameters", "PyTorch"].map { .init(StyledText($0)) },
      rows: [["l0", "linear 2→4", "12", "nn.Linear(2, 4)"].map { StyledText($0) }])
    #expect(table.parts(width: table.leastWidth).count == 1)
    let parts = table.parts(width: table.leastWidth - 1)
    #expect(
      parts.map { $0.canvas(width: table.leastWidth - 1, theme: .plain).text } == [
        "    layer       parameters\n--  ----------  ----------\nl0  linear 2→4  12",
        "    PyTorch\n--  ---------------\nl0  nn.Linear(2, 4)",
      ])
    // What is wider than the window alone is cut, and nothing is left out.
    #expect(table.parts(width: 5).map(\.columns.count) == [2, 2, 2])
  }

  @Test func `nothing breaks at any size`() {
    let table = TableLayout(columns: [.init(StyledText("漢字"))], rows: [[StyledText("漢字")]])
    for columns in -2...24 {
      for rows in -2...9 {
        let size = Size(columns: columns, rows: rows)
        for theme in [Theme(), .plain] {
          let chart = LineChart(losses(), title: "loss", xTitle: "step")
          #expect(chart.canvas(size: size, theme: theme).size.rows <= max(0, rows))
          let map = weights.canvas(fitting: size, theme: theme)
          #expect(map.size.rows <= max(0, rows) && map.size.columns <= max(0, columns))
          _ = Histogram([1, 2], bins: 5).canvas(size: size, theme: theme)
          #expect(table.canvas(width: columns, theme: theme).size.columns <= max(0, columns))
        }
      }
    }
  }
}
