import Markdown

extension LintRule {
  static let missingAltText = LintRule(
    name: "missing-alt-text",
    summary: "an image or a figure has no words in its place",
    reason: """
      A terminal shows no images, and a screen reader none at all: what has no words is not there \
      for many learners. A figure's text is what a reader of the file sees.
      """,
    remedy: "Say in the brackets what is to be seen; gradus fix writes a figure's text.",
    bad: "![](curve.png)",
    good: "![The loss falls steeply, then flattens out](curve.png)"
  ) { subject in
    var errors: [LessonError] = []
    for (step, element) in subject.elements {
      switch element {
      case .prose(let blocks):
        errors += blocks.flatMap { block in
          block.imagesWithoutWords.map { start in
            subject.error(
              "this image has no words in its place",
              at: SourcePlace(file: block.file ?? step.place.file, position: start),
              hint: "![what it shows](…)")
          }
        }
      case .figure(let figure) where figure.alternative.allSatisfy(\.isWhitespace):
        errors.append(
          subject.error(
            "this figure has no text in its place", at: figure.place,
            hint: "a line ... in it, and gradus fix writes it"))
      default: break
      }
    }
    return errors
  }
}

extension Block {
  /// Where images stand that have no alternative text.
  fileprivate var imagesWithoutWords: [SourcePosition] {
    switch content {
    case .paragraph(let inlines), .heading(_, let inlines): inlines.flatMap(\.imagesWithoutWords)
    case .list(let items, _): items.flatMap { $0.blocks.flatMap(\.imagesWithoutWords) }
    case .quote(let blocks): blocks.flatMap(\.imagesWithoutWords)
    case .table(let table):
      (table.header + table.rows.joined()).joined().flatMap(\.imagesWithoutWords)
    case .code, .rule, .html: []
    }
  }
}

extension Inline {
  fileprivate var imagesWithoutWords: [SourcePosition] {
    switch content {
    case .image(_, let alternative): alternative.allSatisfy(\.isWhitespace) ? [start] : []
    case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, let inner):
      inner.flatMap(\.imagesWithoutWords)
    default: []
    }
  }
}
