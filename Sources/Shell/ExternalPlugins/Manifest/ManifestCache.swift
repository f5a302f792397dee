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

    private let files: PrivateCache
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    /// - Returns: `nil` when the environment has no place for caches.
    init?(_ environment: BackendEnvironment) {
        guard let files = PrivateCache("plugins", ending: ".json", in: environment) else { return nil }
        self.init(files)
    }

    init(directory: String, now: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }) {
        self.init(PrivateCache(directory: directory, ending: ".json"), now: now)
    }

    private init(_ files: PrivateCache, now: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }) {
        self.files = files
        self.now = now
    }

    func answer(of plugin: PluginFile) -> PluginAnswer? {
        guard let bytes = files.read(plugin.path, atMost: Self.mostBytes),
            let json = try? JSONReader.value(of: bytes),
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
        try? files.write(JSON.object(fields).bytes, for: plugin.path, remotely: true)
    }

    /// Forgets everything.
    func clear() { files.clear() }
}
