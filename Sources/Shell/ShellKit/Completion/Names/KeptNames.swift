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

    private let files: PrivateCache

    /// - Returns: `nil` when no names shall be kept, or the environment has no place for caches.
    init?(_ environment: BackendEnvironment) {
        guard environment.isOn(Self.variable) != false,
            let files = PrivateCache("names", ending: ".jsonl", in: environment)
        else { return nil }
        self.files = files
    }

    init(directory: String) { files = PrivateCache(directory: directory, ending: ".jsonl") }

    /// The lock of whoever lists in the background; `nil` while another process does.
    func lock() -> FileLock? {
        guard (try? files.make()) != nil else { return nil }
        return try? FileLock(files.directory + "/lock", .exclusive, waits: false)
    }

    func list(of backend: BackendInfo) async -> List? {
        guard let identity = backend.identity else { return nil }
        return try? await BlockingWork.run {
            guard let bytes = files.read(identity, atMost: Self.mostBytes) else { return nil }
            return KeptNamesFile.list(in: bytes, of: identity, now: Self.now)
        }
    }

    /// Keeps what was checked just now.
    func keep(_ list: List, of backend: BackendInfo) async {
        guard let identity = backend.identity else { return }
        try? await BlockingWork.run {
            let bytes = KeptNamesFile.bytes(list, of: identity, now: Self.now)
            guard bytes.count <= Self.mostBytes else { return }
            // What nobody listed for a week.
            files.purge { Self.now - $0.status.modified / 1_000_000_000 > Self.maximumAge.components.seconds }
            try files.write(bytes, for: identity)
        }
    }

    /// Seconds since 1970.
    private static var now: Int64 { Int64(time(nil)) }
}
