public import BackendKit
internal import FileIO
internal import HTTPTransport
internal import JSONText

/// Tokens kept in files between runs, for those who ask for it: a token is as good as a password while it lives.
///
/// Files of mode 0600 in a directory of mode 0700; never on a network file system. What goes wrong here only costs a
/// login.
public struct TokenCache: Sendable {
    private let directory: String
    private static let version = 1

    /// - Returns: `nil` when the environment has no place for caches.
    public init?(_ environment: BackendEnvironment) {
        guard let path = PrivateDirectories.path(.cache, in: environment) else { return nil }
        directory = path + "/tokens"
    }

    public init(directory: String) { self.directory = directory }

    /// - Parameter now: by ``Pace/now``, which must be the time since the machine started.
    func token(for settings: CloudSettings, now: Duration) async -> Token? {
        let (path, key) = (path(settings), settings.identity)
        let bytes: [UInt8]? = try? await BlockingWork.run {
            try PrivateDirectories.checkOwnership(directory)
            try PrivateDirectories.checkOwnership(path)
            let file = try OpenFile.reading(path, followsLink: false)
            let status = try FileStatus.of(file)
            guard status.kind == .regular, status.mode & 0o077 == 0 else { return [] }
            return try file.read(4 << 20, at: 0)
        }
        guard let bytes, let json = try? JSONReader.value(of: bytes), json["version"]?.count == Int64(Self.version),
            json["key"]?.string == key, json["boot"]?.string == Self.boot, let text = json["secret"]?.string,
            let end = json["end"]?.count, let answer = json["answer"], Duration.seconds(end) > now
        else { return nil }
        var token = Token(Secret(text), ["token": answer], HTTPHeaders(), sent: .zero)
        token.end = .seconds(end)
        return token
    }

    func keep(_ token: Token, for settings: CloudSettings, now: Duration) async {
        guard let secret = token.secret, token.canBeRenewed, let end = token.end, let boot = Self.boot else { return }
        let json: JSON = [
            "version": .integer(Int64(Self.version)), "key": .string(settings.identity), "boot": .string(boot),
            "secret": .string(secret.reveal()), "end": .integer(Int64(end.inSeconds)), "answer": token.json,
        ]
        let path = path(settings)
        try? await BlockingWork.run {
            try Directory.make(directory)
            try PrivateDirectories.checkOwnership(directory)
            guard Directory.networkFileSystem(directory) == nil else { return }
            removeExpired(now)
            let part = path + ".\(UInt64.random(in: .min ... .max)).part"
            let file = try OpenFile.creating(part, mode: 0o600)
            do {
                try file.write(json.bytes)
                try file.close()
                try Directory.rename(part, to: path, replacing: true)
            } catch {
                try? Directory.remove(part)
                throw error
            }
        }
    }

    func remove(_ settings: CloudSettings) async {
        let path = path(settings)
        try? await BlockingWork.run { try Directory.remove(path) }
    }

    private func removeExpired(_ now: Duration) {
        for name in (try? Directory.names(directory)) ?? [] where name.hasSuffix(".json") {
            let path = directory + "/" + name
            guard let file = try? OpenFile.reading(path, followsLink: false),
                let bytes = try? file.read(4 << 20, at: 0)
            else { continue }
            let json = try? JSONReader.value(of: bytes)
            let isAlive = json?["boot"]?.string == Self.boot && json?["end"]?.count.map { .seconds($0) > now } == true
            if !isAlive { try? Directory.remove(path) }
        }
    }

    private func path(_ settings: CloudSettings) -> String {
        // FNV-1a: names a file; the key inside is compared in full.
        let hash = settings.identity.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        return "\(directory)/\(String(hash, radix: 16)).json"
    }

    /// The machine's clock of seconds since its start means nothing after the next one.
    private static let boot: String? = {
        guard let file = try? OpenFile.reading("/proc/sys/kernel/random/boot_id"),
            let bytes = try? file.read(64, at: 0)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self).trimming("\n")
    }()
}

extension Token {
    /// What is needed to make it again, in the form of the service's answer.
    fileprivate var json: JSON {
        let services = catalogue.entries.map { entry -> JSON in
            let endpoints = entry.endpoints.map { endpoint -> JSON in
                var fields: JSONObject = JSONObject()
                fields["interface"] = .string(endpoint.interface.rawValue)
                fields["region_id"] = endpoint.regions.first.map { .string($0) }
                fields["region"] = endpoint.regions.last.map { .string($0) }
                fields["url"] = .string(endpoint.url)
                return .object(fields)
            }
            var fields = JSONObject()
            fields["type"] = .string(entry.type)
            fields["name"] = entry.name.map { .string($0) }
            fields["endpoints"] = .array(endpoints)
            return .object(fields)
        }
        func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
        return [
            "project": [
                "id": text(projectID), "name": text(projectName),
                "domain": ["id": text(projectDomainID), "name": text(projectDomainName)],
            ],
            "user": ["name": text(userName)],
            "roles": .array(roles.map { ["name": .string($0)] }),
            "catalog": .array(services),
        ]
    }
}
