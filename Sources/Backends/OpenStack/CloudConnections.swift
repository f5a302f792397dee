public import BackendKit
public import HTTPTransport

/// The clouds of a session. Backends that log in to one cloud in one way share the login, the catalogue and the
/// connections, whichever of its services and regions they use.
public actor CloudConnections {
    private let userAgent: String
    private let prepare: @Sendable () async -> Void
    private let transport: @Sendable (TransportOptions) throws -> any Transport
    private var entries: [Entry] = []
    private var lastUse = 0

    /// A connection, and who uses it.
    private struct Entry {
        let key: LoginKey
        let connection: CloudConnection
        var uses: Set<Int>
    }

    /// - Parameters:
    ///   - userAgent: what the services' logs call this program.
    ///   - prepare: readies what `transport` will need; it runs while the settings are read.
    ///   - transport: makes what carries the exchanges of one cloud.
    public init(
        userAgent: String = "imgsh",
        prepare: @escaping @Sendable () async -> Void = {},
        transport: @escaping @Sendable (TransportOptions) throws -> any Transport
    ) {
        self.userAgent = userAgent
        self.prepare = prepare
        self.transport = transport
    }

    /// Finds a cloud's settings, and the connection that others with the same login use already. Sends nothing.
    /// - Parameters:
    ///   - address: names the cloud and the region.
    ///   - environment: says what differs from the files.
    /// - Throws: ``ImageError`` for settings that cannot be used.
    public func open(_ address: BackendAddress, in environment: BackendEnvironment) async throws -> CloudUse {
        let prepare = prepare
        async let isReady: Void = prepare()
        let settings = try await CloudResolver.settings(at: address, environment)
        await isReady
        // Nothing is awaited from here on: two backends that open at once must find one connection.
        let key = LoginKey(settings, settings.transportOptions(userAgent: userAgent), environment)
        lastUse += 1
        if let place = entries.firstIndex(where: { $0.key == key }) {
            entries[place].uses.insert(lastUse)
            return CloudUse(settings, entries[place].connection, number: lastUse, of: self)
        }
        let connection = CloudConnection(
            settings, transport: try transport(key.transport), environment: environment)
        entries.append(Entry(key: key, connection: connection, uses: [lastUse]))
        return CloudUse(settings, connection, number: lastUse, of: self)
    }

    /// What may be meant by an address: the clouds, and their regions as far as the files list them or a login has told
    /// them. Sends nothing.
    /// - Parameter kind: the kind of backend.
    public func addresses(of kind: String, in environment: BackendEnvironment) async -> [BackendAddress] {
        var addresses: [BackendAddress] = []
        for cloud in (try? await CloudResolver(environment).clouds()) ?? [] {
            var regions = cloud.regions
            for entry in entries where entry.key.name == cloud.name {
                regions += await entry.connection.token?.catalogue.regions ?? []
            }
            addresses.append(BackendAddress(kind: kind, cloud: cloud.name))
            addresses += Set(regions).sorted().map { BackendAddress(kind: kind, cloud: cloud.name, region: $0) }
        }
        return addresses
    }

    /// The last one to leave closes the connections.
    func leave(_ use: Int) async {
        guard let place = entries.firstIndex(where: { $0.uses.contains(use) }) else { return }
        entries[place].uses.remove(use)
        guard entries[place].uses.isEmpty else { return }
        await entries.remove(at: place).connection.close()
    }
}

/// What two backends must agree in to share a login. Regions, interfaces and endpoints are each one's own affair.
private struct LoginKey: Equatable {
    /// Stands in messages.
    let name: String
    let login: CloudSettings.Login
    let scope: CloudSettings.Scope
    let transport: TransportOptions
    let cachesToken: Bool
    let triesAgain: Bool
    /// Who is told.
    let diagnostics: ObjectIdentifier

    init(_ settings: CloudSettings, _ transport: TransportOptions, _ environment: BackendEnvironment) {
        name = settings.name
        login = settings.login
        scope = settings.scope
        self.transport = transport
        cachesToken = settings.cachesToken
        triesAgain = RetryPolicy(environment).triesAgain
        diagnostics = ObjectIdentifier(environment.diagnostics)
    }
}
