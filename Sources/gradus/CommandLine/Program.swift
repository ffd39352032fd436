import ArgumentParser
import Canvas
import Foundation
import Interpreter
import LessonEngine
import LineEditor
import NeuralNetwork
import Terminal

/// What every subcommand needs: the terminal's capabilities, the folders, the theme.
struct Program {
  let capabilities: Capabilities
  let theme: Theme
  let folders: Folders
  let library: LessonLibrary
  let width: Int?
  let watcher = World.Watcher()

  init(shared: SharedOptions) throws {
    let environment = ProcessInfo.processInfo.environment
    // A reader that goes away (`| head`) ends the program quietly, whatever was inherited.
    signal(SIGPIPE, SIG_DFL)
    // A limit on the size of files is an error that is told, and no reason to die.
    signal(SIGXFSZ, SIG_IGN)
    capabilities = Capabilities.detect(environment: environment, color: shared.color)
    theme = Theme(
      glyphs: shared.glyphs ?? (capabilities.isUTF8 ? .braille : .ascii),
      colors: capabilities.colors,
      background: capabilities.hasLightBackground ? .light : .dark)
    folders = Folders(environment: environment)
    library = LessonLibrary(environment: environment, folders: folders)
    width = shared.width
    try Self.selectKernels(shared.kernels ?? environment["GRADUS_KERNELS"])
    MemoryChoice.apply(shared.memory)
    try ThreadChoice.apply(shared.threads, environment: environment)
  }

  private static func selectKernels(_ name: String?) throws {
    guard let name, !name.isEmpty, !Kernels.select(name) else { return }
    let known = Kernels.all.map(\.name).joined(separator: ", ")
    throw ValidationError("this processor has no kernels \(name); it has \(known)")
  }

  /// The page of standard output where nobody is asked anything.
  var page: PlainPage { PlainPage(width: columns, theme: theme, capabilities: capabilities) }

  /// How wide it is: as was asked for, else as a narrow terminal is, else as usual.
  var columns: Int {
    if let width { return width }
    guard capabilities.outputIsTerminal else { return PlainPage.usual }
    return min(PlainPage.usual, Capabilities.windowSize().columns)
  }

  /// The page of standard error: no colours, as it may be another stream.
  var errorPage: PlainPage {
    var page = page
    page.theme.colors = .none
    page.writer.colors = .none
    page.writer.hasAttributes = false
    return page
  }

  /// The world that commands see.
  ///
  /// - Parameter folder: a lesson's, outside of which nothing is read; nil reads what is named.
  func environment(confinedTo folder: String? = nil) -> Environment {
    World.environment(shipped: library.shipped, confinement: folder, watcher: watcher)
  }

  /// The world of commands that somebody types, or has written down to be run: they may write the
  /// files that they name.
  func typingEnvironment() -> Environment {
    var environment = environment()
    environment.writeFile = { path, bytes, mayReplace throws(Diagnostic) in
      try World.write(path, bytes, mayReplace)
    }
    return environment
  }

  /// Takes the terminal: the studio where it fits, else the plain driver.
  func makeStage(plain: Bool, keepsHistory: Bool) throws -> Stage {
    let history = keepsHistory ? folders.state.map { $0 + "/history" } : nil
    let mode = TerminalMode()
    mode.restoreOnCrash()
    let (driver, editor) = try makeDriver(plain: plain, mode: mode, history: history)
    watcher.driver = driver
    editor.isIncomplete = { LessonPlayer.goesOn($0) }
    return Stage(driver: driver, editor: editor, environment: typingEnvironment())
  }

  private func makeDriver(
    plain: Bool, mode: TerminalMode, history: String?
  ) throws -> (any Driver, LineEditor) {
    let window = Capabilities.windowSize()
    if !plain, capabilities.canAddressCursor, window.columns >= StudioLayout.smallest.columns,
      window.rows >= StudioLayout.smallest.rows,
      let studio = StudioDriver(
        capabilities: capabilities, mode: mode, theme: theme, history: history)
    {
      return (studio, studio.editor)
    }
    guard
      let editor = LineEditor(
        program: "gradus", output: .terminal, isUTF8: capabilities.isUTF8, history: history)
    else { throw ValidationError("the terminal cannot be used for a prompt") }
    let page = PlainPage(width: width, theme: theme, capabilities: capabilities)
    return (PlainDriver(editor: editor, mode: mode, page: page), editor)
  }
}
