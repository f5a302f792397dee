internal import BackendKit
internal import CommandKit
internal import FileIO

/// One command.
extension Interpreter {
    /// Runs one command, with this for its output.
    func perform(_ typed: [Word], on console: Console) async throws {
        if let function = function(for: typed) { return try await call(function, typed, on: console) }
        let line = try AddressedLine(typed, expanding: aliasTable)
        let words = line.words
        // The commands of a function are for the backend it is addressed to, as those of a script.
        if let function = function(for: words) {
            let outer = addressed
            addressed = try await backend(of: line) ?? outer
            defer { addressed = outer }
            return try await call(function, words, on: console)
        }
        guard let found = try await find(words) else {
            guard let help = NounHelp.call(for: words, in: registry.known) else { throw unknown(words) }
            return try await perform(help, on: console)
        }
        let (rest, isQuiet) = QuietOption.take(from: Array(words.dropFirst(found.wordCount)))
        if let help = rest.first(where: { $0.text == "--help" || $0.text == "-h" }), !help.isQuoted,
            !rest.prefix(while: { $0 != help }).contains(where: { $0.text == "--" })
        {
            let backends = await session.abilities(for: found.command.signature)
            let columns = min(100, console.surroundings.columns())
            return try console.write(text: HelpText.page(for: found.command, columns: columns, backends: backends))
        }
        let signature = found.command.signature
        if let error = OtherShellWords.setting(words) { throw error }
        let call = try ProgramOption.explaining(words, of: signature) { () throws(UsageError) in
            try CallParser.parse(rest, by: signature)
        }
        try found.command.command.check(call)
        try checkForeground(signature, at: words[0].span)
        try echo(typed, signature)
        let outer = addressed
        addressed = try await backend(of: line) ?? outer
        defer { addressed = outer }
        let current = await session.current
        let context = CommandContext(
            session: session, home: addressed ?? home ?? current, isAddressed: addressed != nil,
            console: (isQuiet ? console.quiet : console).advising(inOtherShell: stack.top.script.isOfOtherShell),
            shell: self, registry: registry, pipedInput: input,
            remember: { [lastImage] in lastImage.note($0) })
        if try await isOnlyTold(call, of: found.command.command, typed, in: context) { return }
        try await whole(signature) { try await found.command.command.run(call, in: context) }
        didRun()
    }

    private func function(for words: [Word]) -> Function? {
        words.first.flatMap { $0.isQuoted ? nil : functions[$0.text] }
    }

    /// Shows a command before it runs, when that is wanted.
    private func echo(_ words: [Word], _ signature: Signature) throws {
        guard session.preferences.now.echoes else { return }
        try stage.console.output.flush()
        try stage.console.errors.write(SafeText.message("+ " + CommandText.line(words, signature)) + "\n")
    }

    /// The backend a line is addressed to.
    private func backend(of line: AddressedLine) async throws -> BackendChoice? {
        guard let name = line.backend, let span = line.address?.span else { return nil }
        do {
            return try await session.choice(for: name)
        } catch let error as ImageError {
            throw LocatedError(error: error, span: span)
        }
    }

    private func find(_ words: [Word]) async throws -> (command: RegisteredCommand, wordCount: Int)? {
        // What is there needs no waiting.
        if let found = registry.command(for: commandWords(words)) { return found }
        do {
            return try await registry.find(commandWords(words), in: session)
        } catch let error as ImageError {
            guard let first = words.first else { throw error }
            throw LocatedError(error: error, span: first.span)
        }
    }

    /// The words a command's name may be made of: up to the first option, and none that was quoted.
    private func commandWords(_ words: [Word]) -> [String] {
        words.prefix { !$0.isQuoted && !$0.text.hasPrefix("-") }.map(\.text)
    }

    private func unknown(_ words: [Word]) -> UsageError {
        var error = UnknownCommand.error(
            for: words, registry.known, others: aliasTable.names + functions.keys, path: session.environment["PATH"])
        // Other shells run a file of any name: 'sh nightly'.
        if error.hint == "help", stack.top.script.isOfOtherShell, let path = words.first?.text,
            let status = try? FileStatus.of(path), status.kind == .regular
        {
            error.hint = "imgsh -f \(Quoting.word(path))"
        }
        return error
    }
}
