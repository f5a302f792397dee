internal import HTTPTransport

extension FuzzTarget {
    /// A URL of a configuration, a catalogue or a redirect, and a segment that is put behind it.
    static let url = FuzzTarget("url", longest: 1024) { bytes in
        let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        let text = String(decoding: parts[0], as: UTF8.self)
        guard let url = try? HTTPURL(text) else { return }
        guard let again = try? HTTPURL(url.description) else {
            throw BrokenPromise(description: "a URL that is written is one: '\(url)'")
        }
        try promise(again == url, "a URL that is written is read as the same: '\(url)'")
        try promise(authority(url.description) == authority(url.origin.description), "nothing else is in the origin")
        try promise(!authority(url.description).contains(UInt8(ascii: "@")), "a URL has no user in it")
        try promise((1...65535).contains(url.origin.port), "a port is one")
        let segment = String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self)
        let longer = url.appending(segment)
        try promise(longer.origin == url.origin, "a segment changes no origin")
        let added = longer.path.utf8.dropFirst(url.path.utf8.count - (url.path.hasSuffix("/") ? 1 : 0))
        try promise(added.first == UInt8(ascii: "/"), "a segment begins behind a slash")
        try promise(decoded(added.dropFirst()) == Array(segment.utf8), "a segment keeps its bytes")
    }

    /// What a byte-wise reader, such as libcurl, takes for host and port.
    private static func authority(_ url: String) -> [UInt8] {
        let bytes = Array(url.utf8)
        guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: Array("://".utf8)) }) else {
            return []
        }
        return Array(bytes[(start + 3)...].prefix { !"/?#".utf8.contains($0) })
    }

    private static func decoded(_ text: some Collection<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = Array(text)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                if byte == UInt8(ascii: "/") { return nil }
                result.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            result.append(value)
            rest = rest.dropFirst(2)
        }
        return result
    }
}
