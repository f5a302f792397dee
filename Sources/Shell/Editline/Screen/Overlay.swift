/// What was written over and beside the line that libedit has drawn, which knows nothing of it.
///
/// libedit keeps a picture of its own cells. Colours are put on the same characters at the same places, so the picture
/// stays true; grey text and a right prompt stand in cells that are blank in it, and are blank again before libedit
/// draws anything but one more character at the end.
struct Overlay {
    /// Colours of the characters of the line, as far as they are known.
    enum Colors: Equatable {
        /// All are plain: libedit has just drawn the line.
        case plain
        /// These, in a line of these characters.
        case known([Prompt.Style], [Unicode.Scalar])
        /// libedit has written some of them anew.
        case unknown
    }

    var colors = Colors.plain
    /// Whether any character may have a colour on the screen.
    var hasColors = false
    /// Cells behind the cursor that hold grey text, and the text.
    var hint = ""
    var hintCells = 0
    /// The right prompt of this line, and whether it is to be seen.
    var rightPrompt: [RightPrompt.Piece] = []
    var showsRightPrompt = false
    /// Whether there is anything but colours.
    var hasExtras: Bool { hintCells > 0 || showsRightPrompt }
    /// The line as it stood when the last key went to libedit, with that key at its end.
    var expected: EditedLine?
    /// The key before: what follows Escape or Ctrl-V is no character.
    var lastKey: Key?

    /// The line and everything beside it was wiped from the screen.
    mutating func forget() {
        (colors, hasColors, hint, hintCells, showsRightPrompt, expected) = (.plain, false, "", 0, false, nil)
    }
}

/// A right prompt, ready for the screen.
enum RightPrompt {
    struct Piece: Equatable {
        let text: String
        let style: Prompt.Style
    }

    /// One row of what can be printed.
    static func pieces(of prompt: Prompt, usesColor: Bool) -> [Piece] {
        prompt.pieces.compactMap { piece in
            let text = HarmlessText.row(piece.text).unicodeScalars.filter { CellWidth.of($0) > 0 }
            return text.isEmpty ? nil : Piece(text: String(text), style: usesColor ? piece.style : .plain)
        }
    }

    static func width(of pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + CellWidth.of($1.text) } }
}
