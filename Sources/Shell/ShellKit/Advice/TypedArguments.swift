internal import CommandKit

/// The words behind a command's name, as far as they are typed, beside what the command takes.
struct TypedArguments {
    enum Meaning: Equatable {
        case option
        /// No option of the command is called that.
        case unknownOption
        /// The value of an option, or a word by its place.
        case value
    }

    let shapes: [ParameterShape]
    private(set) var meanings: [Meaning] = []
    /// Keys of the options that were given.
    private(set) var given: Set<String> = []
    /// Words by their place.
    private(set) var positionalCount = 0
    /// The option that the next word is the value of.
    private(set) var pending: ParameterShape?

    /// - Parameter isOpen: whether the last word may still grow.
    init(_ words: ArraySlice<TypedLine.Word>, of signature: Signature, isOpen: Bool) {
        shapes = signature.allParameters.map(\.shape)
        var optionsEnded = false
        let endsWithCommand = shapes.contains(where: \.takesCommandLine)
        for (index, word) in words.enumerated() {
            if pending != nil {
                pending = nil
                meanings.append(.value)
            } else if optionsEnded || word.isVariable || !Word.mayBeOption(word.text) {
                positionalCount += 1
                // Options behind another command are that command's.
                if endsWithCommand { optionsEnded = true }
                meanings.append(.value)
            } else if word.text == "--" {
                optionsEnded = true
                meanings.append(.option)
            } else {
                take(word.text, isGrowing: isOpen && index == words.count - 1)
            }
        }
    }

    private mutating func take(_ text: String, isGrowing: Bool) {
        let name = text.split(separator: "=", maxSplits: 1).first.map(String.init) ?? text
        let exact = shapes.first { $0.allSpellings.contains(name) }
        let longer = shapes.filter { shape in name.count > 2 && shape.spellings.contains { $0.text.hasPrefix(name) } }
        if let shape = exact ?? (longer.count == 1 ? longer[0] : nil) {
            given.insert(shape.key)
            if shape.kind == .option, !text.contains("=") { pending = shape }
            meanings.append(.option)
        } else {
            let isCommon = ["-q", "--quiet", "-h", "--help"].contains { isGrowing ? $0.hasPrefix(name) : $0 == name }
            // One letter may have its value behind it.
            let isKnown = isCommon || !name.hasPrefix("--") || isGrowing && (name.count <= 2 || !longer.isEmpty)
            meanings.append(isKnown ? .option : .unknownOption)
        }
    }

    /// The positionals that no word was typed for; one that takes many stays.
    var open: [ParameterShape] {
        var left = positionalCount
        return shapes.filter { shape in
            guard case .positional(_, let maximum) = shape.kind else { return false }
            guard let maximum else {
                left = 0
                return true
            }
            let isTaken = left >= maximum
            left -= min(left, maximum)
            return !isTaken
        }
    }

    /// Whether the command could run with what is there.
    var isComplete: Bool {
        guard pending == nil else { return false }
        let needed = shapes.reduce(0) { sum, shape in
            if case .positional(let minimum, _) = shape.kind { sum + minimum } else { sum }
        }
        return positionalCount >= needed
    }

    /// Options and flags that can still be given.
    var openOptions: [ParameterShape] {
        shapes.filter { shape in
            if case .positional = shape.kind { return false }
            return !given.contains(shape.key) || (shape.repeats && shape.kind == .option)
        }
    }
}
