internal import CEditLine

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// What libedit calls. C functions capture nothing: the editor is found through libedit's client
// data. They stand in no file with top-level code, whose closures belong to the main actor and
// trap elsewhere.

private func editor(of handle: OpaquePointer?) -> LineEditor? {
  guard let handle, let data = edit_client_data(handle) else { return nil }
  return Unmanaged<LineEditor>.fromOpaque(data).takeUnretainedValue()
}

func editorPrompt(_ handle: OpaquePointer?) -> UnsafeMutablePointer<CChar>? {
  editor(of: handle)?.promptText
}

/// libedit's source of characters: 1 and a character, 0 at the end, -1 and errno for an error.
func editorReadKey(_ handle: OpaquePointer?, _ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
  guard let editor = editor(of: handle), let character else { return 0 }
  switch editor.nextKey() {
  case .character(let value):
    character.pointee = wchar_t(value)
    return 1
  case .end: return 0
  case .interrupted:
    edit_set_errno(EINTR)
    return -1
  }
}

func editorComplete(_ handle: OpaquePointer?, _ key: Int32) -> UInt8 {
  editor(of: handle)?.complete() ?? UInt8(CC_ERROR)
}

func editorSearch(_ handle: OpaquePointer?, _ key: Int32) -> UInt8 {
  guard let editor = editor(of: handle) else { return UInt8(CC_ERROR) }
  editor.beginSearch()
  return UInt8(CC_REFRESH)
}

func editorShowFound(_ handle: OpaquePointer?, _ key: Int32) -> UInt8 {
  editor(of: handle)?.showFound() ?? UInt8(CC_ERROR)
}

func editorInsert(_ handle: OpaquePointer?, _ key: Int32) -> UInt8 {
  guard let editor = editor(of: handle) else { return UInt8(CC_ERROR) }
  let text = editor.insertion
  editor.insertion = ""
  return el_insertstr(editor.handle, text) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
}

func editorRedraw(_ handle: OpaquePointer?, _ key: Int32) -> UInt8 {
  UInt8(CC_REDISPLAY)
}

func editorClear(_ handle: OpaquePointer?, _ key: Int32) -> UInt8 {
  editor(of: handle)?.surface?.redrawEverything()
  return UInt8(CC_REDISPLAY)
}
