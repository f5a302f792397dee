internal import CommandKit

/// The statement being typed, with the command it begins with.
struct TypedCommand {
    /// How the first words stand to the commands there are.
    enum Name {
        /// They are one; this many words.
        case command(RegisteredCommand, count: Int)
        /// They are the beginning of one, such as `image`.
        case beginning
        case alias
        /// A word of the language.
        case keyword
        /// Nobody knows them, and the word with this number is the first that is to blame.
        case unknown(Int)
        /// Nothing was typed yet.
        case none
    }

    /// `@glance@prod` before the command.
    let address: TypedLine.Word?
    /// The words behind the address.
    let words: [TypedLine.Word]
    let name: Name

    /// - Parameter isOpen: whether the last word may still grow.
    init(_ statement: TypedLine.Statement, isOpen: Bool, in book: CommandBook) {
        let isAddressed = statement.words.first?.text.unicodeScalars.first == "@"
        address = isAddressed ? statement.words.first : nil
        words = isAddressed ? Array(statement.words.dropFirst()) : statement.words
        name = Self.name(words, isOpen: isOpen, book)
    }

    /// The words behind the command's name.
    var arguments: ArraySlice<TypedLine.Word> {
        if case .command(_, let count) = name { words.dropFirst(count) } else { [] }
    }

    /// The command that this one is to run (`watch image list`), once it is begun.
    func inner(_ signature: Signature, isOpen: Bool, in book: CommandBook) -> TypedCommand? {
        guard signature.parameters.contains(where: { $0.shape.takesCommandLine }),
            let start = ArgumentPlace.firstPositional(in: arguments.map(\.text), of: signature)
        else { return nil }
        return TypedCommand(.init(words: Array(arguments.dropFirst(start))), isOpen: isOpen, in: book)
    }

    /// Whether a word is an option that only glance has, behind its name.
    func takesAsGlance(_ word: TypedLine.Word) -> Bool {
        guard words.first?.text == Dialect.glance.rawValue, !word.isVariable else { return false }
        return GlanceWords.options.contains(String(word.text.prefix { $0 != "=" }))
    }

    private static func name(_ words: [TypedLine.Word], isOpen: Bool, _ book: CommandBook) -> Name {
        guard let first = words.first else { return .none }
        if first.isVariable { return .alias }
        let plain = words.prefix { !$0.isQuoted && !$0.isVariable && !$0.text.hasPrefix("-") }.map(\.text)
        if let found = book.registry.command(for: plain) {
            return .command(found.command, count: found.wordCount)
        }
        if book.aliases.contains(first.text) { return .alias }
        if CommandBook.keywords.contains(first.text) { return .keyword }
        let isGrowing = isOpen && plain.count == words.count
        // How many words are the beginning of a command's name.
        var known = 0
        while known < plain.count, book.hasBeginning(Array(plain[...known]), isWhole: true) { known += 1 }
        if known == plain.count, plain.count == words.count { return .beginning }
        if isGrowing, known == plain.count - 1, book.hasBeginning(plain, isWhole: false) { return .beginning }
        return .unknown(min(known, words.count - 1))
    }
}
