import Foundation

/// Where things are kept, by the XDG rules.
///
/// - Source: https://specifications.freedesktop.org/basedir-spec/latest/
struct Folders {
  /// Progress and the prompt's history; nil where not even a home folder is known.
  var state: String?
  /// Lessons that a user added.
  var userLessons: String?

  init(environment: [String: String]) {
    state = Self.base("XDG_STATE_HOME", or: ".local/state", in: environment).map { $0 + "/gradus" }
    userLessons = Self.base("XDG_DATA_HOME", or: ".local/share", in: environment).map {
      $0 + "/gradus/lessons"
    }
  }

  /// A relative path in a variable is to be ignored, says the specification.
  private static func base(
    _ variable: String, or fallback: String, in environment: [String: String]
  ) -> String? {
    if let path = environment[variable], path.hasPrefix("/") { return path }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home == "/" ? "/\(fallback)" : "\(home)/\(fallback)"
  }

  /// Makes the folder for progress and history, for the user's eyes only.
  ///
  /// - Returns: a sentence where that is not possible.
  func makeState() -> String? {
    guard let state else {
      return "HOME is not set, so progress is not saved"
    }
    var path = ""
    for part in state.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) != 0, errno != EEXIST, errno != EISDIR {
        return "\(path) cannot be made, so progress is not saved: \(SystemError.last)"
      }
    }
    guard access(state, W_OK | X_OK) == 0 else {
      return "\(state) cannot be written to, so progress is not saved: \(SystemError.last)"
    }
    return nil
  }
}
