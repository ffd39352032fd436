/// What a piece of text is for. The theme decides how that looks, so that all pictures agree.
public enum Role: Sendable, CaseIterable {
  case text
  /// A heading, the title of a picture.
  case heading
  case strong
  case emphasis
  /// Commands and values inside prose.
  case code
  case link
  case quote
  /// Captions, axes, units: read after the picture itself.
  case faint
  /// What the learner typed.
  case command
  /// A goal met, praise.
  case good
  /// An error, a wrong answer.
  case bad
  /// A hint, a question.
  case ask
  /// First and second class, or curve.
  case first
  case second
}

extension Theme {
  /// How a role looks. Without colours, by weight alone.
  public func style(_ role: Role) -> Style {
    var style = Style.plain
    switch role {
    case .heading, .strong, .command, .good, .bad, .ask: style.isBold = true
    case .emphasis, .link: style.isUnderlined = true
    case .faint, .quote: style.isDim = colors != .full
    case .code: style.isBold = colors == .none
    case .text, .first, .second: break
    }
    if let index = colorIndex(role) { style.foreground = Color(index) }
    if role == .emphasis, colors == .full { style.isUnderlined = false }
    return style
  }

  private func colorIndex(_ role: Role) -> UInt8? {
    switch colors {
    case .none: nil
    case .sixteen: sixteenColorIndex(role)
    case .full: background == .dark ? darkColorIndex(role) : lightColorIndex(role)
    }
  }

  private func darkColorIndex(_ role: Role) -> UInt8? {
    switch role {
    case .text, .strong: nil
    case .heading: 117
    case .emphasis: 223
    case .code: 180
    case .link: 74
    case .quote: 246
    case .faint: 245
    case .command: 223
    case .good: 114
    case .bad: 210
    case .ask: 222
    case .first: 81
    case .second: 215
    }
  }

  private func lightColorIndex(_ role: Role) -> UInt8? {
    switch role {
    case .text, .strong: nil
    case .heading: 25
    case .emphasis: 94
    case .code: 130
    case .link: 25
    case .quote: 241
    case .faint: 242
    case .command: 94
    case .good: 28
    case .bad: 160
    case .ask: 130
    case .first: 31
    case .second: 172
    }
  }

  private func sixteenColorIndex(_ role: Role) -> UInt8? {
    switch role {
    case .text, .strong, .emphasis, .faint, .quote: nil
    case .heading, .link: background == .dark ? 14 : 4
    case .code, .command, .ask: background == .dark ? 11 : 3
    case .good: 2
    case .bad: 1
    case .first: background == .dark ? 14 : 4
    case .second: background == .dark ? 11 : 3
    }
  }
}
