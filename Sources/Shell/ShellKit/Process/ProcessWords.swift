internal import CommandKit
internal import Glibc

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
