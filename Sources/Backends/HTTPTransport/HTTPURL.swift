public import BackendKit

/// An `http` or `https` URL, taken apart. Never carries a user or password.
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
    /// Scheme, host and port: whom a token may be shown to.
    public struct Origin: Sendable, Hashable, CustomStringConvertible {
        /// `http` or `https`.
        public let scheme: String
        /// In lower case; an IPv6 address without brackets.
        public let host: String
        public let port: Int

        public init(scheme: String, host: String, port: Int) {
            self.scheme = scheme
            self.host = host
            self.port = port
        }

        public var isSecure: Bool { scheme == "https" }

        /// Whether the address is this machine's own.
        public var isLoopback: Bool {
            host == "localhost" || host == "::1" || host.hasPrefix("127.")
        }

        public var description: String {
            let isDefault = port == (isSecure ? 443 : 80)
            let name = host.contains(":") ? "[\(host)]" : host
            return "\(scheme)://\(name)\(isDefault ? "" : ":\(port)")"
        }
    }

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
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
        guard let schemeEnd = parts.firstRange(of: "://") else { throw refuse("it has no scheme (https://…)") }
        let scheme = parts[..<schemeEnd.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { throw refuse("its scheme is neither https nor http") }
        guard parts.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != 0x5C }) else {
            throw refuse("it holds a blank, a backslash or a control character")
        }
        let rest = parts[schemeEnd.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw refuse("it holds a user name or password") }
        let (host, port) = try Self.split(authority, scheme: scheme)
        origin = Origin(scheme: scheme, host: host, port: port)
        let target = rest[authority.endIndex...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(target[0])
        query = target.count > 1 ? String(target[1]) : nil
    }

    private static func split(_ authority: Substring, scheme: String) throws(ImageError) -> (String, Int) {
        let bad = ImageError(.usage, "not a usable URL: its host or port is malformed")
        var host = authority
        var port = scheme == "https" ? 443 : 80
        let nameEnd = authority.hasPrefix("[") ? authority.firstIndex(of: "]") : authority.startIndex
        guard let nameEnd else { throw bad }
        if let colon = authority[nameEnd...].firstIndex(of: ":") {
            let digits = authority[authority.index(after: colon)...]
            guard let number = UInt16(digits), number > 0 else { throw bad }
            port = Int(number)
            host = authority[..<colon]
        }
        if host.hasPrefix("[") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { throw bad }
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
