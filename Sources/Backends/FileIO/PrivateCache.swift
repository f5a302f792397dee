public import BackendKit
internal import Glibc

/// Files of a program's own between runs, one for each key: mode 0600, in a directory of mode 0700, and nothing is
/// believed that another user owns or could have written.
///
/// A file is there whole or not at all. A name is made of the key by a short hash, so whoever reads a file compares the
/// key that must stand in it.
public struct PrivateCache: Sendable {
    /// A file of the cache.
    public struct File {
        fileprivate let path: String
        public let status: FileStatus

        /// `nil` when it cannot be read or is longer.
        public func bytes(atMost limit: Int) -> [UInt8]? { PrivateCache.bytes(of: path, atMost: limit) }
    }

    public let directory: String
    /// What the names of its files end with: `.json`
    private let ending: String

    /// So many seconds somebody may still be writing a file.
    private static let writing: Int64 = 60
    private static let partEnding = ".part"

    /// - Returns: `nil` when the environment has no place for caches.
    public init?(_ name: String, ending: String, in environment: BackendEnvironment) {
        guard let path = PrivateDirectories.path(.cache, in: environment) else { return nil }
        self.init(directory: path + "/" + name, ending: ending)
    }

    public init(directory: String, ending: String) {
        self.directory = directory
        self.ending = ending
    }

    /// The name of a key's file: FNV-1a.
    public func name(for key: String) -> String {
        let hash = key.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16) + ending
    }

    /// - Returns: `nil` when nothing is kept, when it cannot be trusted, and when it has more bytes.
    public func read(_ key: String, atMost limit: Int) -> [UInt8]? {
        isTrusted ? Self.bytes(of: path(for: key), atMost: limit) : nil
    }

    /// Puts the bytes in the place of what was kept, and removes what a process that died in the middle of this left.
    /// - Parameter remotely: whether they may lie on a network file system, where others may read along.
    /// - Throws: ``ImageError`` with code `.local`.
    public func write(_ bytes: [UInt8], for key: String, remotely: Bool = false) throws(ImageError) {
        try make()
        guard remotely || Directory.networkFileSystem(directory) == nil else { return }
        removeParts(olderThan: Self.writing)
        let path = path(for: key)
        let part = "\(path).\(UInt64.random(in: .min ... .max))\(Self.partEnding)"
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

    /// Makes the directory.
    /// - Throws: ``ImageError`` with code `.local`, also when the one that is there cannot be trusted.
    public func make() throws(ImageError) {
        try Directory.make(directory)
        try PrivateDirectories.checkOwnership(directory)
    }

    public func remove(_ key: String) { try? Directory.remove(path(for: key)) }

    /// Removes the files of which this is true.
    public func purge(where isOver: (File) -> Bool) {
        for path in paths(ending) {
            guard let status = (try? FileStatus.of(path, followsLink: false)) ?? nil else { continue }
            if isOver(File(path: path, status: status)) { try? Directory.remove(path) }
        }
    }

    /// Removes everything, whoever may be writing.
    public func clear() {
        purge { _ in true }
        removeParts(olderThan: nil)
    }

    private func removeParts(olderThan age: Int64?) {
        for path in paths(Self.partEnding) {
            guard let status = (try? FileStatus.of(path, followsLink: false)) ?? nil else { continue }
            // One from the future is as old as one can be: no clock here wrote it just now.
            let seconds = Int64(time(nil)) - status.modified / 1_000_000_000
            if let age, (0...age).contains(seconds) { continue }
            try? Directory.remove(path)
        }
    }

    private var isTrusted: Bool { (try? PrivateDirectories.checkOwnership(directory)) != nil }

    private func path(for key: String) -> String { directory + "/" + name(for: key) }

    private func paths(_ ending: String) -> [String] {
        guard isTrusted, let names = try? Directory.names(directory) else { return [] }
        return names.filter { $0.hasSuffix(ending) }.map { directory + "/" + $0 }
    }

    private static func bytes(of path: String, atMost limit: Int) -> [UInt8]? {
        guard let file = try? OpenFile.reading(path, followsLink: false), let status = try? FileStatus.of(file),
            status.kind == .regular, status.isOwn, status.mode & 0o077 == 0, status.size <= limit
        else { return nil }
        return try? file.read(Int(status.size), at: 0)
    }
}
