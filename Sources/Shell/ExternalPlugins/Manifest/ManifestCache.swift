internal import BackendKit
internal import CommandKit
internal import FileIO
internal import Glibc
internal import JSONText

/// The answers of plugins between runs: a private file each, that holds for one version of one program.
///
/// What goes wrong here only costs another question.
struct ManifestCache: Sendable {
    /// So long a failure is believed; it may have had a cause outside of the file.
    static let patience: Int64 = 600

    private static let version: Int64 = 1
    private static let mostBytes = 8 << 20

    private let directory: String
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    /// - Returns: `nil` when the environment has no place for caches.
    init?(_ environment: BackendEnvironment) {
        guard let cache = PrivateDirectories.path(.cache, in: environment) else { return nil }
        self.init(directory: cache + "/plugins")
    }

    init(directory: String, now: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }) {
        self.directory = directory
        self.now = now
    }

    func answer(of plugin: PluginFile) -> PluginAnswer? {
        guard isTrusted, let file = try? OpenFile.reading(path(plugin), followsLink: false),
            let status = try? FileStatus.of(file), status.kind == .regular, status.owner == geteuid(),
            status.mode & 0o077 == 0, status.size <= Self.mostBytes,
            let bytes = try? file.read(Int(status.size), at: 0), let json = try? JSONReader.value(of: bytes),
            json["version"]?.count == Self.version, json["path"]?.string?.hasSameBytes(as: plugin.path) == true,
            json["size"]?.count == plugin.stamp.size, case .integer(plugin.stamp.modified)? = json["modified"]
        else { return nil }
        if let reason = json["broken"]?.string, let asked = json["asked"]?.count {
            return (0...Self.patience).contains(now() - asked) ? .broken(reason) : nil
        }
        guard let text = json["manifest"]?.string else { return nil }
        let manifest = try? ManifestReader(name: plugin.name).manifest(Array(text.utf8))
        return manifest.map { .manifest($0, bytes: Array(text.utf8)) }
    }

    func keep(_ answer: PluginAnswer, of plugin: PluginFile) {
        var fields = JSONObject()
        fields["version"] = .integer(Self.version)
        fields["path"] = .string(plugin.path)
        fields["size"] = .integer(plugin.stamp.size)
        fields["modified"] = .integer(plugin.stamp.modified)
        fields["asked"] = .integer(now())
        switch answer {
        case .manifest(_, let bytes): fields["manifest"] = .string(String(decoding: bytes, as: UTF8.self))
        case .broken(let reason): fields["broken"] = .string(reason)
        }
        guard (try? Directory.make(directory)) != nil, isTrusted else { return }
        let part = "\(directory)/\(UInt64.random(in: .min ... .max)).part"
        do {
            let file = try OpenFile.creating(part, mode: 0o600)
            try file.write(JSON.object(fields).bytes)
            try file.close()
            try Directory.rename(part, to: path(plugin), replacing: true)
        } catch {
            try? Directory.remove(part)
        }
    }

    /// Forgets everything.
    func clear() {
        guard isTrusted else { return }
        for name in (try? Directory.names(directory)) ?? [] where name.hasSuffix(".json") || name.hasSuffix(".part") {
            try? Directory.remove(directory + "/" + name)
        }
    }

    private var isTrusted: Bool { (try? PrivateDirectories.checkOwnership(directory)) != nil }

    private func path(_ plugin: PluginFile) -> String {
        // FNV-1a: names a file; the path inside is compared in full.
        let hash = plugin.path.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return "\(directory)/\(String(hash, radix: 16)).json"
    }
}
