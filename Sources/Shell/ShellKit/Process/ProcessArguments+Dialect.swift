internal import CommandKit

extension ProcessArguments {
    /// The arguments of another client.
    /// - Throws: ``UsageError``.
    init(_ arguments: [String], as dialect: Dialect) throws(UsageError) {
        self.init()
        self.dialect = dialect
        readsStartFile = false
        let program = dialect.rawValue
        var rest: ArraySlice<String>
        do {
            let taken = try GlobalOptions.take(from: arguments, beside: dialect.optionNames)
            settings = taken.settings
            rest = taken.rest[...]
        } catch {
            throw error.error(program)
        }
        while let word = rest.first, word.hasPrefix("-") {
            rest.removeFirst()
            let name = String(word.prefix { $0 != "=" })
            switch word {
            case "-q", "--quiet": isQuiet = true
            case "--version": task = .version
            case "-h", "--help": task = .help
            case _ where dialect.flagsWithoutEffect.contains(word): break
            case _ where dialect.optionsWithoutEffect.contains(name):
                guard word != name || rest.popFirst() != nil else {
                    throw UsageError("\(word) needs a value", hint: "\(program) --help")
                }
            default: throw UsageError("\(program) has no option '\(word)'", hint: "\(program) --help")
            }
        }
        if task == .lines, !rest.isEmpty { task = .words(Array(rest)) }
    }
}
