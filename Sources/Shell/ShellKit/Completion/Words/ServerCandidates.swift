internal import BackendKit
internal import CommandKit

/// Servers that may be meant.
enum ServerCandidates {
    /// Names, and the IDs of servers whose name cannot be typed or is not alone.
    static func candidates(_ servers: [Server]) -> [Candidate] {
        var counts: [[UInt8]: Int] = [:]
        for server in servers { counts[Array(server.name.utf8), default: 0] += 1 }
        return servers.map { server in
            let isUsable = SafeText.isPlain(server.name) && counts[Array(server.name.utf8)] == 1
            return isUsable && !server.name.isEmpty
                ? Candidate(word: server.name, detail: server.status)
                : Candidate(word: server.id.rawValue, detail: "\(server.name)  \(server.status)")
        }.inByteOrder()
    }
}
