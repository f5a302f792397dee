internal import BackendKit
internal import JSONText

@testable import OpenStack

extension FuzzTarget {
    /// A secret, and behind a line break the text that it is struck out of.
    static let redaction = FuzzTarget("redaction", longest: 1024) { bytes in
        let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        let secret = String(decoding: parts[0], as: UTF8.self)
        let text = String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self)
        let redactor = Redactor()
        redactor.add(Secret(secret))
        // The mark that takes its place could be a part of it.
        if secret.utf8.count >= 4, !secret.utf8.contains(UInt8(ascii: "*")) {
            let shown = redactor.strike(text)
            try promise(!holds(shown, secret), "a secret is struck out")
            try promise(
                holds(text, secret) || shown.utf8.count <= text.utf8.count, "nothing is put in without a reason")
        }
        _ = ShownURL.text(text)
        if let json = try? JSONReader.value(of: Array(text.utf8)) {
            _ = redactor.body(.object(json.object ?? JSONObject()))
            let hidden: JSON = ["password": .string(secret)]
            if secret.utf8.count >= 4, !holds(#"{"password":"***"}"#, secret) {
                try promise(!holds(redactor.body(hidden), secret), "a password is never shown")
            }
        }
    }

    private static func holds(_ text: String, _ part: String) -> Bool {
        let (text, part) = (Array(text.utf8), Array(part.utf8))
        guard let first = part.first else { return true }
        return text.indices.contains { text[$0] == first && text[$0...].starts(with: part) }
    }
}
