internal import CommandKit
internal import Glibc
internal import Processes

/// The words the process was started with.
enum ProcessWords {
    /// The name the program was called by, and its arguments.
    /// - Throws: ``UsageError`` for one that is not UTF-8. Repaired it would name something else: no file, or another one.
    static func all() throws(UsageError) -> [String] {
        var words: [[UInt8]] = []
        for case let word? in UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)) {
            words.append(Array(UnsafeRawBufferPointer(start: word, count: strlen(word))))
        }
        return try read(words)
    }

    static func read(_ words: [[UInt8]]) throws(UsageError) -> [String] {
        // While somebody types, the rest of the line may be completed all the same.
        let isRepaired = words.dropFirst().first == Array("__complete".utf8)
        var texts: [String] = []
        for bytes in words {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                if isRepaired {
                    texts.append(String(decoding: bytes, as: UTF8.self))
                    continue
                }
                throw UsageError("the argument '\(shown(bytes))' is not UTF-8; nothing was run")
            }
            texts.append(text)
        }
        return texts
    }

    /// Takes passwords and tokens out of what other users of the machine see of this process.
    static func hideSecrets(in words: [String]) {
        for secret in secrets(in: words) { ShownArguments.hide(secret.word, from: secret.start) }
    }

    /// The words that hold a password or a token, and at which byte it begins.
    static func secrets(in words: [String]) -> [(word: Int, start: Int)] {
        let options = SecretOptions(secret: GlobalOptions.secret, others: GlobalOptions.all)
        var found: [(word: Int, start: Int)] = []
        for (index, word) in words.enumerated() {
            switch options.use(in: word) {
            case .none: break
            case .before: if index + 1 < words.count { found.append((index + 1, 0)) }
            case .inside(let count):
                found.append((index, word.unicodeScalars.prefix(count).map(\.utf8.count).reduce(0, +)))
            }
        }
        return found
    }

    /// As the other shells write it.
    private static func shown(_ bytes: [UInt8]) -> String {
        var shown = ""
        var left = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var place = 0
        while true {
            switch parser.parseScalar(from: &left) {
            case .valid(let scalar):
                shown.unicodeScalars.append(Unicode.UTF8.decode(scalar))
                place += scalar.count
            case .error(let length):
                for byte in bytes[place..<place + length] { shown += "\\x" + String(byte, radix: 16) }
                place += length
            case .emptyInput: return shown
            }
        }
    }
}
