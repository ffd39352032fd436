/// The one list of all commands.
public enum Commands {
  /// In the order in which help shows them.
  public static let all: [CommandDeclaration] = [
    new, input, add, insert, remove, replace, initialize, seed, summary,
    data, split, balance, features, standardise, sample,
    loss, optimizer, schedule, batch, freeze, unfreeze,
    mode, forward, backward, layer, neuron, op, finish, `where`, zeroGrad, step,
    train, sweep, `break`,
    print, watch, show, explain, gradcheck, predict, why, pytorch,
    set, nudge, ablate, `let`,
    plot,
    undo, redo, goto, mark, diff, compare, history, replay, time,
    save, load, export,
    help, quit,
  ]

  private static let names: [(folded: String, index: Int)] = all.enumerated().flatMap {
    index, declaration in
    ([declaration.verb] + declaration.aliases).map { ($0.folded, index) }
  }

  /// The command that `word` names: its verb, another name of it, or the beginning of one command's
  /// names only.
  static func command(named word: Word) throws(Diagnostic) -> CommandDeclaration {
    let typed = word.folded
    let beginnings = found(typed)
    if let only = beginnings.first, beginnings.count == 1 { return all[only] }
    if !beginnings.isEmpty {
      let verbs = beginnings.map { all[$0].verb }
      throw Diagnostic(
        "\"\(word.text)\" can be \(verbs.joined(separator: ", "))", at: word.range,
        hint: Self.wayOut(among: verbs))
    }
    if let meant = command(beginningWith: typed) {
      throw Diagnostic(
        "there is no command \"\(word.text)\"", at: word.range, hint: "\(meant) \(typed)")
    }
    throw Diagnostic(
      "there is no command \"\(word.text)\"", at: word.range, hint: "help",
      suggestion: Nearest.word(to: word.text, among: all.map(\.verb)))
  }

  /// The commands that a name, or the beginning of one, can mean: one where it is a whole name.
  private static func found(_ typed: String) -> [Int] {
    if let exact = names.first(where: { $0.folded == typed }) { return [exact.index] }
    return Set(names.filter { $0.folded.hasPrefix(typed) }.map(\.index)).sorted()
  }

  /// The shortest beginning that each of a few verbs can be told by: "new, neu (neuron), nu (nudge)".
  private static func wayOut(among verbs: [String]) -> String {
    guard verbs.count <= 4 else { return "type one letter more" }
    return verbs.map { verb in
      let beginnings = (1...verb.count).map { String(verb.prefix($0)) }
      let shortest = beginnings.first { beginning in
        let found = found(beginning.folded)
        return found.count == 1 && all[found[0]].verb == verb
      }
      return shortest.map { $0 == verb ? verb : "\($0) (\(verb))" } ?? verb
    }.joined(separator: ", ")
  }

  /// The verb of the command that this word may follow: "mode" for "eval".
  private static func command(beginningWith typed: String) -> String? {
    all.first { declaration in
      declaration.forms.contains { form in
        switch form.first?.kind {
        case .literal: form[0].name.folded == typed
        case .choice(let words): words.contains { $0.folded == typed }
        default: false
        }
      }
    }?.verb
  }
}
