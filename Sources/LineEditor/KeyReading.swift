internal import CEditLine

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension LineEditor {
  enum ReadKey {
    case character(Int32)
    case interrupted
    case end
  }

  /// Waits for the next key that libedit should see; everything else that happens meanwhile is
  /// answered here.
  func nextKey() -> ReadKey {
    if isLeavingLine {
      isLeavingLine = false
      ending = leaving
      return .interrupted
    }
    if let key = heldKey {
      heldKey = nil
      return key == "\r" ? enter() : .character(Int32(bitPattern: key.value))
    }
    var isOutOfPatience = false
    while true {
      if let key = answerSignals() { return key }
      var patience: Int32 = -1
      switch isOutOfPatience ? keys.giveUp() : keys.next() {
      case .key(.character(let scalar)):
        if search != nil { return searching(scalar) }
        if scalar == "\r" || scalar == "\n" { return enter() }
        return .character(Int32(bitPattern: scalar.value))
      case .key(.paste(let text)):
        if search != nil {
          search?.add(String(text.prefix { $0 != "\n" }))
          return .character(PrivateKey.search)
        }
        insertion = text
        return .character(PrivateKey.insert)
      case .key(.scroll(let key)):
        surface?.scroll(key)
        isOutOfPatience = false
        continue
      case .unfinished(let milliseconds): patience = milliseconds
      case .empty: break
      }
      isOutOfPatience = false
      flushOutput()
      surface?.editorWillWait()
      switch waitForBytes(milliseconds: patience) {
      case .arrived, .woken: break
      case .nothing: isOutOfPatience = true
      case .closed:
        ending = .endOfInput
        return .end
      }
    }
  }

  /// Enter ends the line, unless a bracket is open.
  private func enter() -> ReadKey {
    guard isIncomplete(currentLine) else { return .character(13) }
    insertion = "\n"
    return .character(PrivateKey.insert)
  }

  private enum Arrival {
    case arrived
    case woken
    case nothing
    case closed
  }

  private func waitForBytes(milliseconds: Int32) -> Arrival {
    var descriptors = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
      pollfd(fd: Signals.wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    if ready < 0 { return errno == EINTR ? .woken : .closed }
    if ready == 0 { return .nothing }
    if descriptors[1].revents != 0 {
      Signals.drainWakeDescriptor()
      return .woken
    }
    var chunk: [UInt8] = Array(repeating: 0, count: 4096)
    let count = read(0, &chunk, chunk.count)
    if count < 0 && (errno == EINTR || errno == EAGAIN) { return .woken }
    guard count > 0 else { return .closed }
    keys.append(chunk[..<count])
    return .arrived
  }

  /// Acts on signals; a key to hand to libedit, where it has to do its part.
  private func answerSignals() -> ReadKey? {
    if Signals.isRaised(.terminate) {
      ending = .terminated
      return .end
    }
    if Signals.take(.interrupt) {
      // libedit's cursor must be on the last row before the line is left.
      isLeavingLine = true
      leaving = .interrupted
      endSearch()
      return .character(PrivateKey.end)
    }
    if Signals.take(.news) {
      isLeavingLine = true
      leaving = .woken
      endSearch()
      return .character(PrivateKey.end)
    }
    if Signals.take(.suspend) {
      stop()
      return .character(PrivateKey.redraw)
    }
    if Signals.take(.resize) {
      if isCaptured {
        guard let size = surface?.windowDidResize() else { return nil }
        resize(columns: size.columns, rows: size.rows)
      } else {
        _ = surface?.windowDidResize()
        el_resize(handle)
      }
      return .character(PrivateKey.redraw)
    }
    return nil
  }

  private func stop() {
    flushOutput()
    setBracketedPaste(false)
    _ = edit_set_int(handle, EL_PREP_TERM, 0)
    surface?.willStop()
    Signals.stopProcess()
    surface?.didContinue()
    _ = edit_set_int(handle, EL_PREP_TERM, 1)
    setBracketedPaste(true)
  }

  /// The line as it is being edited.
  var currentLine: String {
    guard let line = el_line(handle)?.pointee, let start = line.buffer, let end = line.lastchar
    else { return "" }
    return text(from: start, to: end)
  }

  private func text(from start: UnsafePointer<CChar>, to end: UnsafePointer<CChar>) -> String {
    let count = end - start
    return start.withMemoryRebound(to: UInt8.self, capacity: count) {
      String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
    }
  }

  /// Tab: extends the word before the cursor, or lists what it can become.
  func complete() -> UInt8 {
    guard let line = el_line(handle)?.pointee, let start = line.buffer, let cursor = line.cursor,
      let end = line.lastchar
    else { return UInt8(CC_ERROR) }
    let before = text(from: start, to: cursor)
    let found = completions(text(from: start, to: end), cursor - start).safe
    let word = String(before.suffix(found.replaces))
    switch found.step(from: word) {
    case .nothing: return UInt8(CC_ERROR)
    case .replace(let replacement):
      el_deletestr(handle, Int32(clamping: word.unicodeScalars.count))
      return el_insertstr(handle, replacement) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
    case .list:
      let list = found.listed(columns: columns, rows: isCaptured ? max(1, rows - 1) : rows / 2)
      say("\n\(list)\n")
      return UInt8(CC_REDISPLAY)
    }
  }
}
