internal import CommandKit

/// What another shell asks for: `imgsh __complete SHELL -- …`.
enum CompletionRequest: Sendable, Equatable {
    /// A line of our own grammar; answered with a candidate a line, and what it is after a tab.
    case line(String)
    /// bash: what readline replaces, and the command line up to the cursor.
    case bash(replaced: String, line: String)
    /// zsh: the quote that is open, the words before the cursor without quotes, and the one it stands in.
    case zsh(quote: String, words: [String], partial: String)
    /// fish: the word the cursor stands in as it was typed, and the words before it without quotes.
    case fish(token: String, words: [String])

    /// - Parameter arguments: what follows `__complete`.
    init(_ arguments: [String]) {
        guard let mark = arguments.firstIndex(of: "--"), mark < 2 else {
            self = .line(arguments.joined(separator: " "))
            return
        }
        let rest = Array(arguments[(mark + 1)...])
        switch (arguments.first, rest.count) {
        case ("bash", 2...): self = .bash(replaced: rest[0], line: rest[1])
        case ("zsh", 2...):
            self = .zsh(quote: rest[0], words: Array(rest[1..<(rest.count - 1)]), partial: rest[rest.count - 1])
        case ("fish", 1...): self = .fish(token: rest[0], words: Array(rest[1...]))
        default: self = .line(rest.joined(separator: " "))
        }
    }
}
