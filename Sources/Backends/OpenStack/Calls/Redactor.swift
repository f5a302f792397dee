internal import BackendKit
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
        Self.isSecret(name) ? "***" : strike(ShownURL.text(value))
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
