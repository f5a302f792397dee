internal import BackendKit
internal import CommandKit

/// A command as it can be typed again, with its secrets struck out.
enum CommandText {
    static func line(_ words: [Word], _ signature: Signature?) -> String {
        let secrets = SecretOptions(signature)
        var isSecret = false
        return words.map { word in
            if isSecret {
                isSecret = false
                return "***"
            }
            let use = secrets.use(in: word.text)
            if case .inside(let count) = use {
                return String(String.UnicodeScalarView(word.text.unicodeScalars.prefix(count))) + "***"
            }
            isSecret = use == .before
            let text = ShownURL.text(word.text)
            // What was typed without quotes needs none.
            return word.isQuoted ? Quoting.word(text) : text
        }.joined(separator: " ")
    }
}
