internal import CEditLine

extension LineEditor {
  /// ^R.
  func beginSearch() {
    let search = HistorySearch(entries: history, original: currentLine)
    self.search = search
    show(prompt: search.prompt)
  }

  func endSearch() {
    guard search != nil else { return }
    search = nil
    show(prompt: prompt)
  }

  /// A key during a search. Keys that are no part of it end it and do what they always do.
  func searching(_ scalar: Unicode.Scalar) -> ReadKey {
    switch scalar.value {
    case 0x12: search?.older()
    case 0x08, 0x7f: search?.removeLast()
    case 0x07:
      search = search.map { HistorySearch(entries: [], original: $0.original) }
      heldKey = "\u{1c}"
    case 0x20...: search?.add(String(scalar))
    default: heldKey = scalar == "\n" ? "\r" : scalar
    }
    return .character(PrivateKey.search)
  }

  /// Puts what was found in the line.
  func showFound() -> UInt8 {
    guard let search else { return UInt8(CC_REFRESH) }
    let length = Int32(clamping: currentLine.unicodeScalars.count)
    // Characters are deleted before the cursor.
    el_cursor(handle, length)
    el_deletestr(handle, length)
    let isShown = search.line.isEmpty || el_insertstr(handle, search.line) == 0
    if heldKey == nil { show(prompt: search.prompt) } else { endSearch() }
    return isShown ? UInt8(CC_REFRESH) : UInt8(CC_REFRESH_BEEP)
  }
}
