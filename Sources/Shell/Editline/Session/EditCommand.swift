internal import CEditline

/// What keys do that libedit has no good command for. The raw value is the name that `bind` knows it by.
enum EditCommand: String, CaseIterable {
    case backspace = "line-backspace"
    case complete = "line-complete"
    case deleteOrEnd = "line-delete-or-end"
    case deleteRight = "line-delete"
    case down = "line-down"
    case edit = "line-edit"
    case end = "line-end"
    case endOrOperand = "line-end-or-operand"
    case explain = "line-explain"
    case historyFirst = "line-history-first"
    case historyLast = "line-history-last"
    case historyNext = "line-history-next"
    case historyPrevious = "line-history-previous"
    case insertLiteral = "line-insert-literal"
    case insertMark = "line-insert-mark"
    case left = "line-left"
    case nothing = "line-nothing"
    case paste = "line-paste"
    case right = "line-right"
    case searchAgain = "line-search-again"
    case searchAgainNewer = "line-search-again-newer"
    case searchNewer = "line-search-newer"
    case searchOlder = "line-search-older"
    case startsLikeNewer = "line-starts-like-newer"
    case startsLikeOlder = "line-starts-like-older"
    case suspend = "line-suspend"
    case up = "line-up"
    case wordRight = "line-word-right"

    /// What libedit is to do after it.
    enum Result {
        /// Nothing: the screen shows what the line holds.
        case done
        /// The line was changed.
        case changed
        /// Only the cursor was moved.
        case moved
        /// The next key goes on with it, and with the count and the operator before it.
        case unfinished
        /// It was refused: beep.
        case refused
        /// The line ends here as by Ctrl-D.
        case endOfInput

        var code: UInt8 {
            let code =
                switch self {
                case .done: CEDITLINE_NORM
                case .changed: CEDITLINE_REFRESH
                case .moved: CEDITLINE_CURSOR
                case .unfinished: CEDITLINE_ARGHACK
                case .refused: CEDITLINE_ERROR
                case .endOfInput: CEDITLINE_EOF
                }
            return UInt8(truncatingIfNeeded: Int(code))
        }
    }

    /// One line for `bind -l`.
    var help: String {
        switch self {
        case .backspace: "Delete the character left of the cursor"
        case .complete: "Complete the word at the cursor"
        case .deleteOrEnd: "Delete the character at the cursor; in an empty line, end the input"
        case .deleteRight: "Delete the character at the cursor"
        case .down: "Go to the next line that begins like what was typed"
        case .edit: "Edit the line in $EDITOR"
        case .end: "Go behind the last character, or take the suggestion"
        case .endOrOperand: "Go to the last character, or apply an operator up to it"
        case .explain: "Show what may come next; inside a word, insert the character"
        case .historyFirst: "Go to the first line of the history"
        case .historyLast: "Go back to the new line"
        case .historyNext: "Go to the next line of the history"
        case .historyPrevious: "Go to the previous line of the history"
        case .insertLiteral: "Insert the next character as it is"
        case .insertMark: "Insert a character without a cell of its own"
        case .left: "Move left by a character"
        case .nothing: "Do nothing"
        case .paste: "Insert what was pasted"
        case .right: "Move right by a character, or take the suggestion"
        case .searchAgain: "Repeat the last search"
        case .searchAgainNewer: "Repeat the last search the other way"
        case .searchNewer: "Search newer lines as you type"
        case .searchOlder: "Search older lines as you type"
        case .startsLikeNewer: "Find the next line that begins like the one to the cursor"
        case .startsLikeOlder: "Find the previous line that begins like the one to the cursor"
        case .suspend: "Stop the program"
        case .up: "Go to the previous line that begins like what was typed"
        case .wordRight: "Move right by a word, or take one of the suggestion"
        }
    }
}
