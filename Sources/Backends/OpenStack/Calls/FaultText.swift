internal import BackendKit
internal import HTTPTransport
internal import JSONText

/// The sentence in the body of an error, whatever form the service or a proxy gave it.
enum FaultText {
    /// Bytes of a body that are kept.
    static let keptBytes = 64 << 10
    private static let shownCharacters = 500

    /// - Parameter redactor: strikes out secrets, before the text is cut: half of one is not known any more. For the same
    ///   reason the credentials of addresses go here: services quote what they refuse.
    /// - Returns: one line of plain text, at most 500 characters; empty when there is nothing to say.
    static func reason(
        _ bytes: [UInt8], _ headers: HTTPHeaders, status: Int, hiding redactor: Redactor = Redactor()
    ) -> String {
        let text = String(decoding: bytes.prefix(keptBytes), as: UTF8.self)
        let isMarkup =
            headers["Content-Type"]?.lowercased().contains("html") == true || text.trimming(" \n\r\t").hasPrefix("<")
        if !isMarkup, let json = try? JSONReader.value(of: Array(bytes.prefix(keptBytes))) {
            return shown(line(message(json) ?? ""), redactor)
        }
        return shown(isMarkup ? page(text, status: status) : line(text), redactor)
    }

    private static func shown(_ text: String, _ redactor: Redactor) -> String {
        cut(ShownURL.text(redactor.strike(text)))
    }

    /// Glance: `{"message"}`. Keystone: `{"error": {"message"}}`. Nova: `{"badRequest": {"message"}}`.
    private static func message(_ json: JSON) -> String? {
        switch json {
        case .string(let text): return text
        case .object(let object):
            for name in ["message", "faultstring", "detail", "title", "error_message"] {
                if let text = object[name]?.string { return text }
            }
            if let errors = object["errors"]?.array, let first = errors.first { return message(first) }
            if let error = object["error"] { return message(error) }
            return object.count == 1 ? object.first { _ in true }.flatMap { message($0.value) } : nil
        default: return nil
        }
    }

    /// Of a page no more than its title and the first line below the heading; of Glance's 415 the last line, which
    /// alone says what was wrong.
    private static func page(_ text: String, status: Int) -> String {
        let lower = text.lowercased()
        guard lower.utf8.count == text.utf8.count, let end = lower.firstRange(of: "</h1>") else {
            return line(between("<title>", "</title>", text))
        }
        let offset = lower.utf8.distance(from: lower.startIndex, to: end.upperBound)
        let rest = text[text.utf8.index(text.startIndex, offsetBy: offset)...]
        let lines = rest.split(whereSeparator: \.isNewline).map { line(String($0)) }.filter { !$0.isEmpty }
        let chosen = status == 415 ? lines.last : lines.first
        return chosen ?? line(between("<title>", "</title>", text))
    }

    private static func between(_ start: String, _ end: String, _ text: String) -> String {
        let lower = text.lowercased()
        guard lower.utf8.count == text.utf8.count, let open = lower.firstRange(of: start),
            let close = lower[open.upperBound...].firstRange(of: end)
        else { return "" }
        let from = lower.utf8.distance(from: lower.startIndex, to: open.upperBound)
        let count = lower.utf8.distance(from: open.upperBound, to: close.lowerBound)
        return String(decoding: Array(text.utf8)[from..<(from + count)], as: UTF8.self)
    }

    /// Without tags, entities decoded once, blanks collapsed.
    private static func line(_ text: String) -> String {
        var plain = ""
        var rest = text[...]
        while let mark = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
            plain += rest[..<mark]
            rest = rest[mark...]
            if rest.first == "<", isTag(rest), let end = rest.firstIndex(of: ">") {
                plain += " "
                rest = rest[rest.index(after: end)...]
            } else if rest.first == "&", let end = rest.prefix(10).firstIndex(of: ";"),
                let character = entity(rest[rest.index(after: mark)..<end])
            {
                plain.append(character)
                rest = rest[rest.index(after: end)...]
            } else {
                plain.append(rest.removeFirst())
            }
        }
        return (plain + rest).split(whereSeparator: { $0.isWhitespace || $0 == "\0" }).joined(separator: " ")
    }

    private static func isTag(_ text: Substring) -> Bool {
        text.dropFirst().first.map { $0 == "/" || $0 == "!" || ($0.isASCII && $0.isLetter) } ?? false
    }

    private static func entity(_ name: Substring) -> Character? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        case "nbsp": return " "
        default:
            guard name.hasPrefix("#") else { return nil }
            let isHex = name.dropFirst().first == "x" || name.dropFirst().first == "X"
            let number = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
            return number.flatMap(Unicode.Scalar.init).map(Character.init)
        }
    }

    private static func cut(_ text: String) -> String {
        text.unicodeScalars.count > shownCharacters
            ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(shownCharacters - 1))) + "…" : text
    }
}
