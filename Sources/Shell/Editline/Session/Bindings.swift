/// Which keys do what, besides what libedit binds by itself.
enum Bindings {
    /// Everything, for the mode that is on; the user's file comes after it.
    static func apply(to libedit: Libedit) {
        let isVi = libedit.isVi
        func bind(_ keys: String, _ command: EditCommand, inCommandMode: Bool = false) {
            libedit.bind(keys, to: command.rawValue, inCommandMode: inCommandMode)
        }
        for (keys, command) in both {
            bind(keys, command)
            if isVi { bind(keys, command, inCommandMode: true) }
        }
        if isVi {
            for (keys, command) in viCommand { bind(keys, command, inCommandMode: true) }
        } else {
            for (keys, command) in emacs { bind(keys, command) }
        }
        applyEssential(to: libedit)
    }

    /// What nobody may lose: keys that send sequences, Tab, Ctrl-D, Ctrl-Z, and what closes off commands of
    /// libedit that end the process or run an editor by themselves.
    static func applyEssential(to libedit: Libedit) {
        let isVi = libedit.isVi
        for (key, name) in special {
            libedit.bind(key, to: name)
            if isVi { libedit.bind(key, to: name, inCommandMode: true) }
        }
        let nothing = EditCommand.nothing.rawValue
        for (keys, command) in essential {
            libedit.bind(keys, to: command.rawValue)
            if isVi { libedit.bind(keys, to: command.rawValue, inCommandMode: true) }
        }
        libedit.bind("^I", to: EditCommand.complete.rawValue)
        if isVi {
            // ":" parses a line with a tokenizer that dies of an open quote. ESC, "O" and "[" would wait for more
            // keys, although sequences are decoded before they come here.
            for keys in [":", "^[", "O", "["] { libedit.bind(keys, to: nothing, inCommandMode: true) }
            libedit.bind("v", to: EditCommand.edit.rawValue, inCommandMode: true)
            libedit.bind("$", to: EditCommand.endOrOperand.rawValue, inCommandMode: true)
            libedit.bind(.lastCharacter, to: "ed-move-to-end", inCommandMode: true)
        } else {
            // M-Ctrl-_ writes to memory that it has given back, when the line outgrows its buffer.
            for keys in ["^[x", "^[X", "^[^_"] { libedit.bind(keys, to: nothing) }
        }
        // Ctrl-C and Ctrl-Z are keys while a line is edited, Ctrl-S does not stop the output, and the line ends of a
        // paste come as they are.
        for mode in ["-isig", "-ixon", "-icrnl", "-inlcr"] { libedit.setMode(mode) }
    }

    private static let special: [(Key, String)] = [
        (.up, EditCommand.up.rawValue), (.down, EditCommand.down.rawValue),
        (.right, EditCommand.right.rawValue), (.left, EditCommand.left.rawValue),
        (.home, "ed-move-to-beg"), (.end, EditCommand.end.rawValue),
        (.delete, EditCommand.deleteRight.rawValue), (.deleteWord, "em-delete-next-word"),
        (.wordLeft, "ed-prev-word"), (.wordRight, EditCommand.wordRight.rawValue), (.nextWord, "em-next-word"),
        (.pageUp, EditCommand.startsLikeOlder.rawValue), (.pageDown, EditCommand.startsLikeNewer.rawValue),
        (.shiftTab, EditCommand.nothing.rawValue),
        (.paste, EditCommand.paste.rawValue), (.mark, EditCommand.insertMark.rawValue),
    ]

    private static let essential: [(String, EditCommand)] = [("^D", .deleteOrEnd), ("^Z", .suspend)]

    private static let both: [(String, EditCommand)] = [
        ("^P", .historyPrevious), ("^N", .historyNext), ("^R", .searchOlder), ("^S", .searchNewer),
        ("^V", .insertLiteral), ("^E", .end), ("^H", .backspace), ("^?", .backspace),
        ("^X^E", .edit), ("?", .explain),
    ]

    private static let emacs: [(String, EditCommand)] = [
        ("^B", .left), ("^F", .right), ("^[p", .startsLikeOlder), ("^[n", .startsLikeNewer),
        ("^[<", .historyFirst), ("^[>", .historyLast), ("^[f", .wordRight), ("^[F", .wordRight),
    ]

    private static let viCommand: [(String, EditCommand)] = [
        ("k", .historyPrevious), (#"\-"#, .historyPrevious), ("j", .historyNext), ("+", .historyNext),
        ("/", .searchOlder), ("?", .searchNewer), ("n", .searchAgain), ("N", .searchAgainNewer),
        ("K", .startsLikeOlder), ("J", .startsLikeNewer), ("G", .historyFirst), ("^H", .left), ("^?", .left),
    ]
}
