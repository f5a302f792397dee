public import BackendKit

/// An `http` or `https` URL, taken apart. Never carries a user or password.
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
    /// Scheme, host and port: whom a token may be shown to.
    public struct Origin: Sendable, Hashable, CustomStringConvertible {
        /// `http` or `https`.
        public let scheme: String
        /// In lower case; an IPv6 address without brackets.
        public let host: String
        /// Never left out: 443 or 80 where the URL names none.
        public let port: Int

        public init(scheme: String, host: String, port: Int) {
            self.scheme = scheme
            self.host = host
            self.port = port
        }

        /// Whether TLS is used.
        public var isSecure: Bool { scheme == "https" }

        /// Whether the address is this machine's own.
        public var isLoopback: Bool {
            host == "localhost" || host == "::1" || isLoopbackAddress
        }

        /// Four numbers, the first 127: a name such as `127.image.example` is anybody's.
        private var isLoopbackAddress: Bool {
            let parts = host.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 4 && parts[0] == "127"
                && parts.allSatisfy { part in
                    part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
                }
        }

        public var description: String {
            let isDefault = port == (isSecure ? 443 : 80)
            let name = host.contains(":") ? "[\(host)]" : host
            return "\(scheme)://\(name)\(isDefault ? "" : ":\(port)")"
        }
    }

    /// Whom it is sent to.
    public let origin: Origin
    /// Percent-encoded, begins with `/`, or is empty.
    public var path: String
    /// Percent-encoded, without the `?`.
    public var query: String?

    public init(origin: Origin, path: String, query: String? = nil) {
        self.origin = origin
        self.path = path
        self.query = query
    }

    /// - Throws: ``ImageError`` with code `.usage` for anything but a clean `http` or `https` URL. A fragment is
    ///   dropped; a user or password is refused, because URLs appear in messages.
    public init(_ text: String) throws(ImageError) {
        func refuse(_ reason: String) -> ImageError { ImageError(.usage, "not a usable URL: \(reason)") }
        // By bytes, as whoever sends the request reads it: a slash with a combining mark on it is one character.
        let parts = text.prefix(upTo: Self.firstIndex(of: "#", in: text[...]))
        guard let schemeEnd = Self.end(ofScheme: parts) else { throw refuse("it has no scheme (https://…)") }
        let scheme = parts[..<schemeEnd].lowercased()
        guard scheme == "http" || scheme == "https" else { throw refuse("its scheme is neither https nor http") }
        guard parts.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x5C }) else {
            throw refuse("it holds a blank, a backslash or a control character")
        }
        let rest = parts[parts.utf8.index(schemeEnd, offsetBy: 3)...]
        let authority = rest.prefix(upTo: min(Self.firstIndex(of: "/", in: rest), Self.firstIndex(of: "?", in: rest)))
        guard !authority.utf8.contains(UInt8(ascii: "@")) else { throw refuse("it holds a user name or password") }
        let (host, port) = try Self.split(authority, scheme: scheme)
        origin = Origin(scheme: scheme, host: host, port: port)
        let target = rest[authority.endIndex...]
        let mark = Self.firstIndex(of: "?", in: target)
        path = String(target[..<mark])
        query = mark < target.endIndex ? String(target[target.utf8.index(after: mark)...]) : nil
    }

    /// The end of the text when the character is not in it.
    private static func firstIndex(of character: Unicode.Scalar, in text: Substring) -> String.Index {
        text.unicodeScalars.firstIndex(of: character) ?? text.endIndex
    }

    private static func end(ofScheme text: Substring) -> String.Index? {
        let mark = firstIndex(of: ":", in: text)
        return text.utf8[mark...].starts(with: "://".utf8) ? mark : nil
    }

    private static func split(_ authority: Substring, scheme: String) throws(ImageError) -> (String, Int) {
        let bad = ImageError(.usage, "not a usable URL: its host or port is malformed")
        var host = authority
        var port = scheme == "https" ? 443 : 80
        let isAddress = authority.utf8.first == UInt8(ascii: "[")
        let nameEnd = isAddress ? firstIndex(of: "]", in: authority) : authority.startIndex
        let colon = firstIndex(of: ":", in: authority[nameEnd...])
        if colon < authority.endIndex {
            let digits = authority[authority.utf8.index(after: colon)...]
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(digits), number > 0 else {
                throw bad
            }
            port = Int(number)
            host = authority[..<colon]
        }
        if isAddress {
            guard host.utf8.last == UInt8(ascii: "]"), host.utf8.contains(UInt8(ascii: ":")) else { throw bad }
            host = host[host.utf8.index(after: host.startIndex)..<host.utf8.index(before: host.endIndex)]
        }
        guard !host.isEmpty, !host.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) else {
            throw bad
        }
        return (host.lowercased(), port)
    }

    public var description: String {
        "\(origin)\(path)\(query.map { "?" + $0 } ?? "")"
    }

    /// This URL with more path segments; each is percent-encoded as one segment.
    public func appending(_ segments: String...) -> HTTPURL {
        var copy = self
        for segment in segments {
            if copy.path.hasSuffix("/") { copy.path.removeLast() }
            copy.path += "/" + Self.encoded(segment)
        }
        return copy
    }

    /// This URL with a query; names and values are percent-encoded, and a name may come more than once.
    public func with(query items: [(name: String, value: String)]) -> HTTPURL {
        var copy = self
        copy.query =
            items.isEmpty
            ? nil : items.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        return copy
    }

    /// Everything but the unreserved characters of RFC 3986 as `%XX`.
    public static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.count < 2 ? "0" + hex : hex)
            }
        }
        return result
    }
}
