import Foundation
import Interpreter
import LessonEngine

/// The folder of the lessons that ship.
let lessonsFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Lessons")

/// An environment that reads the data that ships, and no other file.
let environment = Environment(
  readShipped: { path throws(Diagnostic) in
    guard let data = try? Data(contentsOf: lessonsFolder.appending(path: path)) else {
      throw Diagnostic("there is no \(path)")
    }
    return Array(data)
  },
  readFile: { path throws(Diagnostic) in throw Diagnostic("there is no \(path)") },
  now: { .zero },
  pictures: [
    PictureDeclaration(verb: .show, name: "weights", summary: "", subject: .optionalLayer),
    PictureDeclaration(verb: .show, name: "data", summary: "", subject: .session),
    PictureDeclaration(verb: .show, name: "network", summary: "", subject: .session),
    PictureDeclaration(verb: .show, name: "activations", summary: "", subject: .optionalLayer),
    PictureDeclaration(verb: .show, name: "gradients", summary: "", subject: .optionalLayer),
    PictureDeclaration(verb: .plot, name: "boundary", summary: "", subject: .session),
    PictureDeclaration(verb: .plot, name: "loss", summary: "", subject: .session),
  ])

/// What an outcome says in words and numbers, enough to hold an expected output against it.
func plain(_ outcome: Outcome, _ session: Session) -> String {
  outcome.reports.map { report in
    switch report {
    case .note(let sentence): sentence
    case .value(let label, let value): "\(label) \(value.text)"
    case .table(let table):
      ([table.columns] + table.rows).map { $0.joined(separator: "  ") }.joined(separator: "\n")
    case .training(let report): "loss \(NumberText.text(report.loss ?? .nan))"
    case .picture(let request): "[\(request.name)]"
    case .explanation(let explanation): explanation.title
    case .diagnosis(let diagnosis): "why: \(diagnosis.findings.map(\.name).joined(separator: ", "))"
    case .curve(let curve): "curve: \(curve.title)"
    case .watched(let values): "watch: \(values.map(\.text).joined(separator: ", "))"
    case .sweep(let report): report.table.title
    case .help(let page): page.title
    }
  }.joined(separator: "\n")
}
