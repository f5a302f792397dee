internal import CommandKit

/// The statement at the end of an unfinished line, and the word the cursor stands in.
struct PartialLine: Equatable {
    /// What the word at the cursor is.
    enum Place: Equatable {
        /// A word of a command.
        case command
        /// A file that a stream leads to.
        case file
        /// The name of a variable.
        case variable
        /// A program of the system.
        case program
    }

    /// Finished words of the statement.
    let words: [String]
    /// What there is of the word at the cursor, quotes resolved; may be empty.
    let partial: String
    /// Scalars left of the cursor that belong to that word, quotes and all.
    let replacing: Int
    var place = Place.command
    /// Names of the variables and functions that the text makes.
    var variables: [String] = []
    var functions: [String] = []
    /// Whether a block is open.
    var isInBlock = false

    init(words: [String], partial: String, replacing: Int) {
        self.words = words
        self.partial = partial
        self.replacing = replacing
    }

    /// - Returns: `nil` where nothing can be completed: in a comment, in a word that spans lines or ends a here-document,
    ///   at a variable of the system's shell.
    init?(_ text: String) {
        let typed = TypedLine(text)
        let scalars = Array(text.unicodeScalars)
        let statement = typed.statements[typed.current]
        switch typed.end {
        case .comment, .document: return nil
        case .program:
            // What it is for the system's shell. Quotes and marks are much the same there.
            guard !typed.isInOpenCommand, let mark = typed.marks.last,
                case let rest = String(String.UnicodeScalarView(scalars[mark.upperBound...])),
                let line = PartialLine(programAt: TypedLine(rest))
            else { return nil }
            self = line
            return
        case .blank, .word, .quote: break
        }
        if typed.isAtDocument { return nil }
        if let name = typed.variable, name.upperBound == scalars.count, typed.end != .blank {
            (words, replacing) = ([], name.count)
            partial = String(String.UnicodeScalarView(scalars[name]))
            place = .variable
        } else {
            if statement.isProgram {
                guard let line = PartialLine(programAt: typed) else { return nil }
                self = line
                return
            }
            let open = typed.openWord
            if let open, scalars[open.range].contains("\n") { return nil }
            partial = open?.text ?? ""
            replacing = open.map(\.range.count) ?? 0
            let isWord = open != nil && !typed.isAtFile
            words = (isWord ? statement.words.dropLast() : statement.words[...]).map(\.text)
            place = typed.isAtFile ? .file : .command
        }
        variables = typed.variables
        functions = typed.functions
        isInBlock = typed.openBlocks > 0
    }

    /// A word of a program: the program's name, or else a file.
    private init?(programAt typed: TypedLine) {
        switch typed.end {
        case .comment, .document, .program: return nil
        case .blank, .word, .quote: break
        }
        let open = typed.openWord
        guard !typed.isAtDocument, open?.isVariable != true, open?.text.unicodeScalars.contains("\n") != true else {
            return nil
        }
        let count = typed.statements[typed.current].words.count
        let isFirst = !typed.isAtFile && count == (open == nil ? 0 : 1)
        words = []
        partial = open?.text ?? ""
        // An option of a program that nobody here knows; files that have it in their names are not meant.
        if !typed.isAtFile, partial.hasPrefix("-") { return nil }
        replacing = open.map(\.range.count) ?? 0
        place = isFirst ? .program : .file
    }
}
