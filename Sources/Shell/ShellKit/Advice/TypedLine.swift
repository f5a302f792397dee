/// A line as far as it is typed, whether it can be run or not: words and marks with their places, for colours and hints.
///
/// The lexer stops at the first thing it does not take; here everything is something.
struct TypedLine: Equatable {
    struct Word: Equatable {
        /// Unicode scalars of the text, quotes and all.
        var range: Range<Int>
        /// With the quotes resolved.
        var text = ""
        var isQuoted = false
        /// Whether a value is put in when the line is run, so that nothing can be said about the word now.
        var isVariable = false
        /// The quoted parts.
        var quotes: [Range<Int>] = []
    }

    struct Statement: Equatable {
        var words: [Word] = []
        /// Whether the words are those of a program of the system.
        var isProgram = false
    }

    /// What the end of the text is in.
    enum End: Equatable {
        case blank, word, quote, comment, program
    }

    /// At least one: the last one is the one being typed.
    private(set) var statements = [Statement()]
    private(set) var comments: [Range<Int>] = []
    /// `;`, `|`, `>` and the like.
    private(set) var marks: [Range<Int>] = []
    private(set) var end = End.blank

    private static let operators = Set<Unicode.Scalar>(["|", "&", "<", ">", "(", ")"])

    init(_ text: some StringProtocol) {
        let scalars = Array(text.unicodeScalars)
        var place = 0
        var isFile = false
        while place < scalars.count {
            let scalar = scalars[place]
            switch scalar {
            case " ", "\t", "\r":
                place += 1
                end = .blank
            case "\\" where place + 1 < scalars.count && scalars[place + 1] == "\n":
                // The line goes on.
                place += 2
                end = .blank
            case "\n", ";":
                if scalar == ";" { marks.append(place..<(place + 1)) }
                place += 1
                begin(isProgram: false)
            case "#":
                let start = place
                place = Self.lineEnd(scalars, from: place)
                comments.append(start..<place)
                end = place == scalars.count ? .comment : .blank
            case "!" where statements[statements.count - 1].words.isEmpty:
                marks.append(place..<(place + 1))
                place = Self.lineEnd(scalars, from: place)
                statements[statements.count - 1].isProgram = true
                end = .program
            case _ where Self.operators.contains(scalar):
                let start = place
                while place < scalars.count, scalars[place] == scalar { place += 1 }
                marks.append(start..<place)
                if scalar == "<" || scalar == ">" {
                    isFile = true
                } else {
                    begin(isProgram: scalar == "|" && place == start + 1)
                }
                end = .blank
            default:
                let word = word(scalars, &place)
                if !isFile { statements[statements.count - 1].words.append(word) }
                isFile = false
            }
        }
    }

    private mutating func begin(isProgram: Bool) {
        statements.append(Statement(isProgram: isProgram))
        end = .blank
    }

    private static func lineEnd(_ scalars: [Unicode.Scalar], from place: Int) -> Int {
        scalars[place...].firstIndex(of: "\n") ?? scalars.count
    }

    private mutating func word(_ scalars: [Unicode.Scalar], _ place: inout Int) -> Word {
        let start = place
        var word = Word(range: start..<start)
        var text = String.UnicodeScalarView()
        end = .word
        while place < scalars.count {
            let scalar = scalars[place]
            if " \t\r\n;".unicodeScalars.contains(scalar) || Self.operators.contains(scalar) { break }
            switch scalar {
            case "'", "\"":
                let open = place
                place += 1
                while place < scalars.count, scalars[place] != scalar {
                    if scalar == "\"", scalars[place] == "\\", place + 1 < scalars.count { place += 1 }
                    if scalar == "\"", scalars[place] == "$" { word.isVariable = true }
                    text.append(scalars[place])
                    place += 1
                }
                if place < scalars.count { place += 1 } else { end = .quote }
                word.isQuoted = true
                word.quotes.append(open..<place)
            case "\\":
                word.isQuoted = true
                place += 1
                if place < scalars.count {
                    if scalars[place] != "\n" { text.append(scalars[place]) }
                    place += 1
                } else {
                    end = .quote
                }
            default:
                if scalar == "$" || scalar == "`" { word.isVariable = true }
                text.append(scalar)
                place += 1
            }
        }
        word.range = start..<place
        word.text = String(text)
        return word
    }
}
