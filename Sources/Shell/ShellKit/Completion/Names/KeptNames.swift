internal import BackendKit
internal import FileIO
internal import Glibc

/// The images of services as they were when somebody last listed them, in files, so that the first Tab of a session
/// and every Tab of another shell has names at once.
///
/// Files of mode 0600 in a directory of mode 0700 below the cache directory. What goes wrong here only costs a list.
struct KeptNames: Sendable {
    /// The images of one backend.
    struct List: Sendable {
        let images: [Image]
        /// How long ago they were listed.
        let age: Duration
        /// How long that took.
        let effort: Duration
        /// How long ago changes were last asked for.
        var sinceChecked = Duration.zero
    }

    /// Set to 0 where no names shall be kept.
    static let variable = "IMGSH_KEEP_NAMES"
    /// More are neither kept nor read: what a service needs minutes to list.
    private static let mostBytes = 64 << 20
    /// After that nobody has used the names.
    private static let maximumAge = Duration.seconds(7 * 86_400)

    private let directory: String

    /// - Returns: `nil` when no names shall be kept, or the environment has no place for caches.
    init?(_ environment: BackendEnvironment) {
        guard environment[Self.variable] != "0",
            let cache = PrivateDirectories.path(.cache, in: environment)
        else { return nil }
        directory = cache + "/names"
    }

    init(directory: String) { self.directory = directory }

    /// The lock of whoever lists in the background; `nil` while another process does.
    func lock() -> FileLock? {
        guard (try? Directory.make(directory)) != nil, isTrusted(directory) else { return nil }
        return try? FileLock(directory + "/lock", .exclusive, waits: false)
    }

    func list(of backend: BackendInfo) async -> List? {
        guard let identity = backend.identity else { return nil }
        return try? await BlockingWork.run {
            let path = path(identity)
            guard isTrusted(directory) else { return nil }
            let file = try OpenFile.reading(path, followsLink: false)
            guard let status = try? FileStatus.of(file), status.kind == .regular, status.owner == geteuid(),
                status.mode & 0o077 == 0, status.size <= Self.mostBytes
            else { return nil }
            return KeptNamesFile.list(in: try file.read(Int(status.size), at: 0), of: identity, now: Self.now)
        }
    }

    /// Keeps what was checked just now.
    func keep(_ list: List, of backend: BackendInfo) async {
        guard let identity = backend.identity else { return }
        try? await BlockingWork.run {
            let bytes = KeptNamesFile.bytes(list, of: identity, now: Self.now)
            guard bytes.count <= Self.mostBytes else { return }
            try Directory.make(directory)
            guard isTrusted(directory), Directory.networkFileSystem(directory) == nil else { return }
            removeOld()
            let path = path(identity)
            let part = "\(path).\(UInt64.random(in: .min ... .max)).part"
            let file = try OpenFile.creating(part, mode: 0o600)
            do {
                try file.write(bytes)
                try file.close()
                try Directory.rename(part, to: path, replacing: true)
            } catch {
                try? Directory.remove(part)
                throw error
            }
        }
    }

    private func isTrusted(_ path: String) -> Bool { (try? PrivateDirectories.checkOwnership(path)) != nil }

    /// Removes what nobody listed for a week, and what a crash left.
    private func removeOld() {
        for name in (try? Directory.names(directory)) ?? [] where name.hasSuffix(".jsonl") || name.hasSuffix(".part") {
            let path = directory + "/" + name
            guard let status = try? FileStatus.of(path) else { continue }
            if Self.now - status.modified / 1_000_000_000 > Self.maximumAge.components.seconds {
                try? Directory.remove(path)
            }
        }
    }

    private func path(_ identity: String) -> String {
        // FNV-1a: names a file; the identity inside is compared in full.
        let hash = identity.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "\(directory)/\(String(hash, radix: 16)).jsonl"
    }

    /// Seconds since 1970.
    private static var now: Int64 { Int64(time(nil)) }
}
