import Canvas
import Interpreter
import NeuralNetwork

/// What a number is computed from, as a tree: each operation above its operands, with values,
/// gradients, and on each edge the local derivative.
enum GraphPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .show, name: "graph",
    summary: "what a number of let is computed from, with values and gradients",
    subject: .variable)

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    guard let name = scene.request.variable,
      let root = scene.session.variables[name]?.node
    else { throw NoPicture("nothing of that name has a graph: try let a = 2") }
    let tree = Tree(root, scene: scene)
    // A number has 7 signs or more; a narrow pane leaves the rest to the tree.
    let column = scene.size.columns < 60 ? 8 : 11
    let numbers = 3 * column
    let width = max(
      4, min(scene.size.columns - numbers, (tree.rows.map { $0.label.width }.max() ?? 0) + 2))
    var lines = [scene.title("the graph of \(name)"), heading(width, column, scene)]
    let room = max(1, scene.size.rows - 3)
    for row in tree.rows.prefix(room) {
      lines.append(row.line(width, column: column, scene: scene))
    }
    if tree.rows.count > room {
      lines.append(scene.caption("\(tree.rows.count - room) more rows"))
    }
    lines.append(
      scene.caption(
        tree.next == nil
          ? "local: of the one above by this one"
          : "local: of the one above by this one; \(scene.theme.sign("←", ascii: "<-")) comes next")
    )
    return scene.stack(lines.map { scene.line($0) })
  }

  private static func heading(_ width: Int, _ column: Int, _ scene: Scene) -> StyledText {
    let words = ["value", "grad", "local"].map { word in
      String(repeating: " ", count: column - word.count) + word
    }
    return scene.caption(String(repeating: " ", count: width) + words.joined())
  }
}

/// The operations under a node as rows, in the order of their operands.
private struct Tree {
  struct Row {
    var label: StyledText
    let value: Double
    let gradient: Double?
    let local: Double?
  }

  private(set) var rows: [Row] = []
  private let scene: Scene
  private let tape: ScalarTape
  /// The operation that the way back comes to next.
  let next: Int?
  private var drawn: Set<Int> = []

  /// More rows are of no use on any screen.
  private static let mostRows = 400

  init(_ root: Int, scene: Scene) {
    self.scene = scene
    tape = scene.session.tape
    next = tape.walk?.next
    add(root, local: nil, lead: "", branch: "")
  }

  /// - Parameters:
  ///   - lead: what stands in front of the rows under this one.
  ///   - branch: what stands in front of this row after that.
  private mutating func add(_ root: Int, local: Double?, lead: String, branch: String) {
    // A stack of its own: a long chain of names must not exhaust the program's.
    var open = [(node: root, local: local, lead: lead, branch: branch, below: lead)]
    while let item = open.popLast(), rows.count < Self.mostRows {
      let isKnown = drawn.contains(item.node)
      rows.append(row(item.node, item.local, item.lead + item.branch, isKnown: isKnown))
      guard !isKnown, tape.graph.operations[item.node] != .leaf else { continue }
      drawn.insert(item.node)
      let inputs = tape.graph.inputs(of: item.node)
      for (place, input) in inputs.enumerated().reversed() {
        let isLast = place == inputs.count - 1
        let branch =
          isLast
          ? scene.theme.sign("└─ ", ascii: "`- ") : scene.theme.sign("├─ ", ascii: "|- ")
        let further = isLast ? "   " : scene.theme.sign("│  ", ascii: "|  ")
        open.append((input.node, input.slope, item.below, branch, item.below + further))
      }
    }
  }

  private func row(_ node: Int, _ local: Double?, _ lead: String, isKnown: Bool) -> Row {
    let graph = tape.graph
    let name = graph.name(of: node)
    let isLeaf = graph.operations[node] == .leaf
    var label = StyledText(lead, style: scene.theme.style(.faint))
    if let name {
      label.append(scene.theme.text(name, style: scene.theme.style(.first)))
      if isKnown, !isLeaf {
        label.append(scene.caption("  as above"))
      } else if !isLeaf {
        label.append(scene.theme.text(" = \(graph.word(node))"))
      }
    } else {
      label.append(
        scene.theme.text(isLeaf ? NumberText.text(graph.values[node]) : graph.word(node)))
    }
    if node == next { label.append(scene.caption(scene.theme.sign(" ←", ascii: " <-"))) }
    return Row(
      label: label, value: graph.values[node],
      gradient: graph.address(of: node) == .constant ? nil : tape.gradient(of: node),
      local: local)
  }
}

extension Tree.Row {
  func line(_ width: Int, column: Int, scene: Scene) -> StyledText {
    var line = label.truncated(to: width, ellipsis: scene.theme.sign("…", ascii: "~"))
    line = line.padded(to: width)
    for number in [value, gradient, local] {
      let text = number.map { NumberText.signed($0) } ?? ""
      line.append(String(repeating: " ", count: max(1, column - text.count)) + text)
    }
    return line
  }
}
