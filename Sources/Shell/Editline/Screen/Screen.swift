internal import CEditline
internal import Glibc

/// The part of the terminal that prompt and line take, and what is printed around it while a line is edited.
///
/// Everything here expects libedit at rest: what it shows is what its line holds.
final class Screen {
    let libedit: Libedit
    /// Whether the terminal cannot move its cursor up and clear what is below it.
    let isDumb: Bool
    let usesColor: Bool
    private(set) var rows = 24
    private(set) var columns = 80
    private(set) var cells: PromptCells
    /// What stands on the screen beside what libedit has drawn there.
    var overlay = Overlay()
    private let terminal: Int32
    private(set) var prompt = Prompt([])
    private var stored: UnsafeMutableBufferPointer<UInt32>

    init(_ libedit: Libedit, terminal: Int32, usesColor: Bool) {
        self.libedit = libedit
        self.terminal = terminal
        self.usesColor = usesColor
        // Whatever they call it, those that have both understand the sequences of ECMA-48 that are used here.
        isDumb =
            libedit.capability("up")?.hasPrefix("\u{1B}") != true
            || libedit.capability("cd")?.hasPrefix("\u{1B}[") != true
        cells = PromptCells(prompt, usesColor: usesColor, columns: columns)
        stored = .allocate(capacity: 1)
        stored.initialize(repeating: 0)
        measure()
    }

    deinit { stored.deallocate() }

    // MARK: Prompt and size

    /// Takes the prompt for the next refresh.
    func show(_ prompt: Prompt) {
        self.prompt = prompt
        cells = PromptCells(prompt, usesColor: usesColor && !isDumb, columns: columns)
        stored.deallocate()
        stored = .allocate(capacity: cells.encoded.count)
        _ = stored.initialize(from: cells.encoded)
    }

    /// What libedit paints; valid until the next ``show(_:)``.
    var encodedPrompt: UnsafePointer<UInt32> {
        // SAFETY: never empty, so that there is an address.
        UnsafePointer(stored.baseAddress.unsafelyUnwrapped)
    }

    /// The prompt's last row for a line that libedit does not paint.
    var styledPrompt: String {
        String(cells.encoded.compactMap(Unicode.Scalar.init).filter { $0 != PromptCells.mark && $0 != "\0" })
    }

    /// Asks the terminal for its size, and takes what libedit takes for sizes that cannot be.
    func measure() {
        var size = winsize()
        guard ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0 else { return }
        if size.ws_row > 0 { rows = Int(size.ws_row) }
        if size.ws_col > 1 { columns = Int(size.ws_col) }
    }

    /// The window has another size. Terminals have wrapped the rows anew by now, so the way up is that of the
    /// new width.
    func resize() {
        let line = libedit.line
        let isBehindAll = line.cursor == line.scalars.count && !overlay.hasExtras && layout.cursor.column > 0
        measure()
        // Behind the last character of a row that is full now the cursor stays in that row; a line that libedit draws
        // goes on in the next one.
        toOrigin(isInRowAbove: isBehindAll && layout.cursor.column == 0)
        show(prompt)
        libedit.resize()
        libedit.refresh()
    }

    // MARK: Moving

    /// Goes to the first column and clears from there to the end of the screen. Row by row: tmux takes the clearing
    /// of a whole screen for a reason to keep what stood there in its history.
    static let clearing = "\r\u{1B}[K\u{1B}7\u{1B}[B\u{1B}[J\u{1B}8"

    var layout: ScreenLayout { ScreenLayout(prompt: cells.visible, line: libedit.line, columns: columns) }

    /// Goes to the first cell of the prompt and clears everything from there on.
    /// - Parameter isInRowAbove: whether the cursor stands one row above the place where libedit would put it.
    func toOrigin(isInRowAbove: Bool = false) {
        let place = layout.cursor
        overlay.forget()
        if !isDumb {
            let up = min(isInRowAbove ? max(0, place.row - 1) : place.row, rows - 1)
            libedit.write((up > 0 ? "\u{1B}[\(up)A" : "") + Self.clearing)
        } else if layout.end.row == 0 {
            libedit.write("\r" + String(repeating: " ", count: layout.end.column) + "\r")
        } else {
            libedit.write("\n")
        }
    }

    /// Goes behind the last character of the line.
    func toEnd() {
        guard !isDumb else { return }
        let (cursor, end) = (layout.cursor, layout.end)
        let down = String(repeating: "\n", count: max(0, end.row - cursor.row))
        libedit.write(down + "\r" + (end.column > 0 ? "\u{1B}[\(end.column)C" : ""))
    }

    /// Goes to the next row, unless the cursor stands in the first column: a program may have ended in the middle
    /// of a row. Blanks up to the last column make it wrap just then.
    func toFreshRow() {
        guard !isDumb else { return }
        libedit.write(String(repeating: " ", count: columns - 1) + "\r\u{1B}[K")
    }

    /// Goes to the first cell of a fresh row below the line.
    func toRowBelow() {
        toEnd()
        libedit.write("\n")
    }

    // MARK: Printing

    /// Draws prompt and line anew, whatever stands there.
    func repaint() {
        toOrigin()
        libedit.refresh()
    }

    /// Prints rows above the prompt.
    func printAbove(_ text: String) {
        toOrigin()
        libedit.write(text + "\n")
        libedit.refresh()
    }

    /// Replaces the line, and draws it under another prompt.
    func repaint(under prompt: Prompt, _ line: EditedLine) {
        toOrigin()
        show(prompt)
        libedit.replace(with: line)
        libedit.refresh()
    }

    /// Writes over what stands behind the cursor without moving it; a ``repaint()`` takes it away.
    func note(_ text: String) {
        if !isDumb { libedit.write("\u{1B}7\(dimmed(text))\u{1B}8") }
    }

    /// The text in the style for side remarks.
    func dimmed(_ text: String) -> String {
        usesColor && !isDumb ? "\u{1B}[2m\(text)\u{1B}[0m" : text
    }
}
