internal import HTTPTransport
internal import JSONText
internal import Synchronization

/// Strikes secrets out of what is shown: by the name of the field, and by value, in every form a secret travels in.
final class Redactor: Sendable {
    private let known = Mutex<[Secret]>([])

    /// Makes a secret known. One of fewer than four bytes would strike out half of every text.
    func add(_ secret: Secret?) {
        guard let secret, secret.reveal().utf8.count >= 4 else { return }
        known.withLock { secrets in
            guard !secrets.contains(secret) else { return }
            secrets.append(secret)
            // Old tokens of a long session: the last ones are those that may still be seen.
            if secrets.count > 64 { secrets.remove(at: 8) }
        }
    }

    /// The text without the secrets that are known.
    func strike(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for secret in known.withLock({ $0 }) {
            let plain = secret.reveal()
            let json = String(JSON.string(plain).text.dropFirst().dropLast())
            for form in Set([plain, HTTPURL.encoded(plain), json, Base64.text(of: Array(plain.utf8))]) {
                bytes = Self.bytes(bytes, without: Array(form.utf8))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Looks at bytes: as text a secret is not found where a combining mark follows it.
    private static func bytes(_ bytes: [UInt8], without secret: [UInt8]) -> [UInt8] {
        guard let first = secret.first else { return bytes }
        var result: [UInt8] = []
        var rest = bytes[...]
        while let place = rest.firstIndex(of: first) {
            result += rest[..<place]
            rest = rest[place...]
            if rest.starts(with: secret) {
                result += Array("***".utf8)
                rest = rest.dropFirst(secret.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// A header's value as it may be shown.
    func header(_ name: String, _ value: String) -> String {
        Self.isSecret(name) ? "***" : strike(value)
    }

    /// A body of JSON as it may be shown.
    func body(_ json: JSON) -> String { strike(Self.redacted(json).text) }

    private static let secretWords = [
        "password", "secret", "token", "passcode", "credential", "authorization", "cookie",
    ]

    static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return name == "key" || name == "openstack-auth-receipt" || secretWords.contains { name.contains($0) }
    }

    private static func redacted(_ json: JSON, isSecret hidden: Bool = false) -> JSON {
        switch json {
        case .object(let object):
            var result = JSONObject()
            for member in object { result[member.name] = redacted(member.value, isSecret: isSecret(member.name)) }
            return .object(result)
        case .array(let values): return .array(values.map { redacted($0, isSecret: hidden) })
        case .string(let text): return hidden ? "***" : .string(ShownURL.text(text))
        case .integer, .number: return hidden ? "***" : json
        case .bool, .null: return json
        }
    }
}

/// URLs as they may be shown: presigned URLs and store locations carry credentials.
enum ShownURL {
    /// The parts of a query that are known to be no secrets.
    private static let plain: Set<String> = [
        "limit", "marker", "sort", "sort_key", "sort_dir", "name", "status", "visibility", "owner", "id", "tag",
        "member_status", "os_hidden", "protected", "size_min", "size_max", "disk_format", "container_format",
        "created_at", "updated_at", "domain_id", "changes-since", "nocatalog", "prefer", "type", "server",
    ]

    /// A URL without user, password and the values of unknown query parts; any other text as it is.
    static func text(_ text: String) -> String {
        guard let schemeEnd = text.firstRange(of: "://") else { return text }
        var rest = text[schemeEnd.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = authority.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = String(text[..<schemeEnd.upperBound])
        guard parts.count == 2 else { return scheme + rest }
        let items = parts[1].split(separator: "&", omittingEmptySubsequences: false).map { item -> String in
            let name = String(item.prefix { $0 != "=" })
            return plain.contains(name) || name.utf8.count == item.utf8.count ? String(item) : name + "=***"
        }
        return scheme + parts[0] + "?" + items.joined(separator: "&")
    }
}

/// RFC 4648.
enum Base64 {
    static func text(of bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let padded = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0..<4 {
                let isFilled = place <= group.count
                result.append(isFilled ? alphabet[Int(padded >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
