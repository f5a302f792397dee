internal import CommandKit

@testable import ShellKit

extension FuzzTarget {
    /// The words of a command, read by the signature of the command they name.
    static let commandLine = FuzzTarget("command-line", longest: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        guard let words = (try? Parser.plainCommand(text)) ?? nil else { return }
        // Process arguments of the same text are the same words.
        let (line, placed) = ArgumentLine.make(words.map(\.text))
        try promise(placed.map(\.text) == words.map(\.text), "arguments stay what they are")
        try promise(SafeText.isPlain(line), "the line that is shown for them can be shown")
        guard let found = try Registry.standard().command(for: words.map(\.text)) else { return }
        try promise((0...words.count).contains(found.wordCount), "a name is among the words")
        let rest = Array(words.dropFirst(found.wordCount))
        let signature = found.command.signature
        let call: Call
        do throws(UsageError) {
            call = try CallParser.parse(rest, by: signature)
        } catch {
            try promise(!error.message.isEmpty, "a mistake says what is wrong")
            let passes = (try? CallParser.check(rest, by: signature, isWhole: true)) != nil
            try promise(!passes, "--check passes what is refused: \(error.message)")
            return
        }
        do throws(UsageError) {
            try CallParser.check(rest, by: signature, isWhole: true)
        } catch {
            throw BrokenPromise(description: "--check refuses what runs: \(error.message)")
        }
        do throws(UsageError) {
            try found.command.command.check(call)
        } catch {
            try promise(!error.message.isEmpty, "options that do not go together are told of")
        }
    }
}
