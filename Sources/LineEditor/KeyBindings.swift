internal import CEditLine

extension LineEditor {
  /// Control characters that nobody types, by which the reader of keys asks libedit to do what
  /// only a bound function may do. They mean the same in every mode.
  enum PrivateKey {
    /// ^\ shows what a search has found. The terminal's driver makes a signal of it, so it is
    /// never read.
    static let search: Int32 = 0x1c
    /// ^] puts the cursor at the end of the line, before ^C leaves it.
    static let end: Int32 = 0x1d
    /// ^^ inserts what `insertion` holds.
    static let insert: Int32 = 0x1e
    /// ^_ draws the line again.
    static let redraw: Int32 = 0x1f
  }

  func bindKeys() {
    _ = edit_add_function(handle, "gradus-complete", "Complete the word", editorComplete)
    _ = edit_add_function(handle, "gradus-search", "Search the history", editorSearch)
    _ = edit_add_function(handle, "gradus-found", "Show what was found", editorShowFound)
    _ = edit_add_function(handle, "gradus-insert", "Insert a paste", editorInsert)
    _ = edit_add_function(handle, "gradus-redraw", "Draw the line again", editorRedraw)
    _ = edit_add_function(handle, "gradus-clear", "Paint the screen again", editorClear)
    // libedit's own default is vi on some systems; ~/.editrc decides otherwise where it wishes.
    _ = edit_set_text(handle, EL_EDITOR, "emacs")
    bindUserKeys()
    // Control with an arrow goes by words. Not in vi mode, where Escape is a key of its own.
    _ = edit_bind(handle, "\\e[1;5D", "ed-prev-word")
    _ = edit_bind(handle, "\\e[1;5C", "em-next-word")
    el_source(handle, nil)
    if edit_mode(handle).map({ String(cString: $0) }) == "vi" {
      // `bind -v` made fresh maps.
      bindUserKeys()
    }
    for (key, function) in [
      ("\\034", "gradus-found"), ("^]", "ed-move-to-end"), ("^^", "gradus-insert"),
      ("^_", "gradus-redraw"),
    ] {
      _ = edit_bind(handle, key, function)
      _ = edit_bind_alternative(handle, key, function)
    }
    if isCaptured {
      // libedit's own would clear the whole terminal behind the screen's back.
      _ = edit_bind(handle, "^L", "gradus-clear")
      _ = edit_bind_alternative(handle, "^L", "gradus-clear")
    }
  }

  /// What a user may bind otherwise.
  private func bindUserKeys() {
    _ = edit_bind(handle, "^I", "gradus-complete")
    _ = edit_bind(handle, "^R", "gradus-search")
    _ = edit_bind_alternative(handle, "^R", "gradus-search")
  }
}
