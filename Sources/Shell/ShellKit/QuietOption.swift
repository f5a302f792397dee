internal import CommandKit

/// `-q` and `--quiet`, which any command takes.
enum QuietOption {
    /// Takes the option out of a command's words, where it stands bare and before a `--`.
    static func take(from words: [Word]) -> (rest: [Word], isQuiet: Bool) {
        let end = words.firstIndex { $0.text == "--" && !$0.isQuoted } ?? words.endIndex
        let kept = words[..<end].filter { $0.isQuoted || $0.text != "-q" && $0.text != "--quiet" }
        return (kept + words[end...], kept.count < end)
    }
}
