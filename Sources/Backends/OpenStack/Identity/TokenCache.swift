public import BackendKit
internal import FileIO
internal import HTTPTransport
internal import JSONText

/// Tokens kept in files between runs, for those who ask for it: a token is as good as a password while it lives.
///
/// Files of mode 0600 in a directory of mode 0700; never on a network file system. What goes wrong here only costs a
/// login.
public struct TokenCache: Sendable {
    private let files: PrivateCache
    private static let version = 2
    /// A token with a large catalogue has some hundred KiB.
    private static let mostBytes = 4 << 20

    /// - Returns: `nil` when the environment has no place for caches.
    public init?(_ environment: BackendEnvironment) {
        guard let files = PrivateCache("tokens", ending: ".json", in: environment) else { return nil }
        self.files = files
    }

    public init(directory: String) { files = PrivateCache(directory: directory, ending: ".json") }

    /// - Parameter now: by ``Pace/now``, which must be the time since the machine started.
    func token(for settings: CloudSettings, now: Duration) async -> Token? {
        let key = Self.key(settings)
        let bytes = try? await BlockingWork.run { files.read(key, atMost: Self.mostBytes) }
        guard let bytes = bytes ?? nil, let json = try? JSONReader.value(of: bytes),
            json["version"]?.count == Int64(Self.version), json["key"]?.string == key,
            let text = json["secret"]?.string, let end = Self.end(of: json), let answer = json["answer"], end > now
        else { return nil }
        var token = Token(Secret(text), ["token": answer], HTTPHeaders(), sent: .zero)
        token.end = end
        token.life = json["life"]?.count.map(Double.init)
        return token
    }

    func keep(_ token: Token, for settings: CloudSettings, now: Duration) async {
        guard let secret = token.secret, token.canBeRenewed, let end = token.end, let boot = BootIdentity.current else {
            return
        }
        let key = Self.key(settings)
        let json: JSON = [
            "version": .integer(Int64(Self.version)), "key": .string(key), "boot": .string(boot),
            "secret": .string(secret.reveal()), "end": .integer(Int64(end.inSeconds)),
            // Without it nobody could say that too little of it is left for a transfer.
            "life": token.life.map { .integer(Int64($0)) } ?? .null, "answer": token.json,
        ]
        try? await BlockingWork.run {
            files.purge { !Self.isAlive($0, now) }
            try files.write(json.bytes, for: key)
        }
    }

    func remove(_ settings: CloudSettings) async {
        let key = Self.key(settings)
        try? await BlockingWork.run { files.remove(key) }
    }

    /// A token is of use to whoever would get it: another password, or a mistyped one, gets none. Of the secret no more than
    /// two bytes of a hash are in the file, by which nobody can find it.
    private static func key(_ settings: CloudSettings) -> String {
        let bytes = settings.login.secrets.flatMap { Array($0.reveal().utf8) }
        let hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let mark = (hash ^ hash >> 16 ^ hash >> 32 ^ hash >> 48) & 0xFFFF
        return "\(settings.identity) \(String(mark, radix: 16))"
    }

    private static func isAlive(_ file: PrivateCache.File, _ now: Duration) -> Bool {
        guard let bytes = file.bytes(atMost: mostBytes), let json = try? JSONReader.value(of: bytes),
            let end = end(of: json)
        else { return false }
        return end > now
    }

    /// When a kept token ends, by a clock of this start of the machine.
    private static func end(of json: JSON) -> Duration? {
        guard let boot = BootIdentity.current, json["boot"]?.string == boot else { return nil }
        return json["end"]?.count.map { .seconds($0) }
    }
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
