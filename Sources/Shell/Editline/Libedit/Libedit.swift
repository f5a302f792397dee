internal import CEditline
internal import Glibc

/// libedit's editor: the line, the key maps, the painter and the terminal's modes. It belongs to one thread.
///
/// The handle is closed by ``close()``, not by the end of this object: the owner of the thread says when.
final class Libedit {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    func close() { ceditline_close(handle) }

    func setCallbacks(_ callbacks: ceditline_callbacks) { ceditline_set_callbacks(handle, callbacks) }

    /// Edits one line.
    /// - Returns: the line with its newline, or `nil` when the reader of keys, or Ctrl-D, ended it.
    func read() -> String? {
        var count: Int32 = 0
        guard let text = ceditline_read(handle, &count), count > 0 else { return nil }
        return String(UnsafeBufferPointer(start: text, count: Int(count)).compactMap(Self.scalar))
    }

    // MARK: The line

    var line: EditedLine {
        var length = 0
        var cursor = 0
        let text = ceditline_line(handle, &length, &cursor)
        // After a failed search in vi mode the end may lie before the beginning.
        let scalars = UnsafeBufferPointer(start: text, count: max(0, length)).map { Self.scalar($0) ?? "\u{FFFD}" }
        return EditedLine(scalars: scalars, cursor: cursor)
    }

    /// Changes the line without touching what Ctrl-Y brings back; it is drawn at the next refresh.
    func replace(with line: EditedLine) {
        let scalars = line.scalars.filter { $0 != "\0" }
        if scalars.isEmpty {
            let length = self.line.scalars.count
            ceditline_move(handle, Int32(clamping: length))
            ceditline_delete(handle, Int32(clamping: length))
        } else {
            guard ceditline_replace(handle, scalars.map(\.value) + [0]) else { return }
            moveCursor(to: line.cursor)
        }
    }

    func moveCursor(to place: Int) { ceditline_move(handle, Int32(clamping: place - line.cursor)) }

    private static func scalar(_ value: UInt32) -> Unicode.Scalar? {
        value == 0 ? nil : Unicode.Scalar(value)
    }

    // MARK: The screen

    func refresh() { ceditline_refresh(handle) }

    func resize() { ceditline_resize(handle) }

    func beep() { ceditline_beep(handle) }

    /// Writes to the terminal behind everything that libedit has written.
    func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return }
            ceditline_write(handle, start, bytes.count)
        }
    }

    /// What the terminal's description says of a capability, by its termcap name.
    func capability(_ name: String) -> String? {
        ceditline_capability(handle, name).map { String(cString: $0) }
    }

    /// The modes for editing, or those for everything else.
    func prepareTerminal(editing: Bool) { ceditline_prepare_terminal(handle, editing) }

    // MARK: Keys

    /// - Returns: the number by which libedit calls it, or `nil` when there are too many.
    func addCommand(_ name: String, help: String) -> Int32? {
        let number = ceditline_add_command(handle, name, help)
        return number < 0 ? nil : number
    }

    /// Binds a sequence in libedit's notation, such as `^X^E`.
    func bind(_ keys: String, to command: String, inCommandMode: Bool = false) {
        _ = ceditline_bind(handle, inCommandMode, keys, command)
    }

    func bind(_ key: Key, to command: String, inCommandMode: Bool = false) {
        _ = ceditline_bind_key(handle, inCommandMode, key.rawValue, command)
    }

    var isVi: Bool {
        get { ceditline_is_vi(handle) }
        set { _ = ceditline_set_vi(handle, newValue) }
    }

    /// False after `edit off`.
    var edits: Bool { ceditline_edits(handle) }

    func setMode(_ mode: String) { _ = ceditline_set_mode(handle, mode) }

    /// Runs a line of a user's file.
    /// - Returns: 0 when it was obeyed, or meant for another program; -1 for an unknown word; else a bad argument.
    func parse(_ words: [String]) -> Int32 {
        var copies: [UnsafePointer<CChar>?] = words.map { UnsafePointer(strdup($0)) }
        defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
        copies.append(nil)
        return ceditline_parse(handle, Int32(words.count), copies)
    }

    /// Adds to the history that libedit's own commands look at.
    func remember(_ line: String) {
        guard !line.isEmpty else { return }
        ceditline_remember(handle, line.unicodeScalars.map(\.value) + [0])
    }

    /// Empties that history.
    func forgetLines() { ceditline_forget(handle) }
}
