internal import CommandKit

/// A command as it can be typed again, with its secrets struck out.
enum CommandText {
    static func line(_ words: [Word], _ signature: Signature?) -> String {
        let secret = signature?.parameters.map(\.shape).filter(\.isSecret).flatMap(\.allSpellings) ?? []
        var isSecret = false
        return words.map { word in
            defer { isSecret = secret.contains(word.text) }
            if isSecret { return "***" }
            let parts = word.text.split(separator: "=", maxSplits: 1)
            if parts.count == 2, secret.contains(String(parts[0])) { return "\(parts[0])=***" }
            // What was typed without quotes needs none.
            return word.isQuoted ? Quoting.word(word.text) : word.text
        }.joined(separator: " ")
    }
}
