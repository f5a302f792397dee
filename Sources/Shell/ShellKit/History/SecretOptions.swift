internal import CommandKit

/// The options of a command whose values nobody may see, as they may be typed: shortened, or with the value in the same
/// word.
struct SecretOptions {
    /// What a word has to do with them.
    enum Use: Equatable {
        case none
        /// The next word is a secret.
        case before
        /// What is behind so many scalars of the word is one.
        case inside(Int)
    }

    private let secret: [String]
    private let others: Set<String>

    /// - Parameter signature: of the command; `nil` has none.
    init(_ signature: Signature?) {
        let shapes = signature?.allParameters.map(\.shape) ?? []
        secret = shapes.filter(\.isSecret).flatMap(\.allSpellings)
        others = Set(shapes.filter { !$0.isSecret }.flatMap(\.allSpellings))
    }

    /// - Parameter others: options that are none, though they may begin as one does; those that are may be among them.
    init(secret: [String], others: Set<String>) {
        self.secret = secret
        self.others = others.subtracting(secret)
    }

    /// The beginning of several options counts as that of the secret one.
    func use(in word: String) -> Use {
        guard !secret.isEmpty, word.hasPrefix("-") else { return .none }
        let scalars = word.unicodeScalars
        let isLong = word.hasPrefix("--")
        let name = String(String.UnicodeScalarView(isLong ? scalars.prefix { $0 != "=" } : scalars.prefix(2)))
        let isSecret =
            isLong
            ? name != "--" && !others.contains(name) && secret.contains { $0.hasPrefix(name) } : secret.contains(name)
        guard isSecret else { return .none }
        let count = name.unicodeScalars.count
        return count == scalars.count ? .before : .inside(isLong ? count + 1 : count)
    }
}
