public import BackendKit

/// What outlives a call: the backends that are open, and which one is meant. State, not behaviour.
public actor Session {
    /// The environment the program was started with.
    public nonisolated let environment: BackendEnvironment
    public nonisolated let transfers = TransferSettings()
    /// How the person at the prompt likes things; changed by `config`.
    public nonisolated let preferences: Preferences
    nonisolated let registry: Registry
    private var opened: [OpenBackend] = []
    /// The backend that commands mean. Opened when the first one needs it.
    public private(set) var current: BackendChoice
    /// Those that were current before, the latest last.
    private var earlier: [BackendChoice] = []

    public init(
        registry: Registry, environment: BackendEnvironment, start: BackendAddress,
        preferences: Preferences = Preferences()
    ) {
        self.preferences = preferences
        self.registry = registry
        self.environment = environment
        current = BackendChoice(start)
    }

    /// The open backends, oldest first.
    public var openBackends: [OpenBackend] { opened.map(guarded) }

    /// In a dry run nothing gets through to a backend that changes it, whatever a command does.
    private func guarded(_ open: OpenBackend) -> OpenBackend {
        guard preferences.now.isDryRun else { return open }
        return OpenBackend(choice: open.choice, backend: ReadOnlyBackend(open.backend))
    }

    /// The open ones, and the current one even if it is not open yet.
    var knownChoices: [BackendChoice] {
        let open = opened.map(\.choice)
        return open.contains(current) ? open : open + [current]
    }

    /// What the current backend knows of itself now; `nil` when it is not open yet. Asks nobody.
    public func currentState() async -> BackendState? {
        await opened.first { $0.choice == current }?.backend.state()
    }

    /// The backend that a word means: the name of an open one, else an address.
    /// - Throws: ``ImageError`` with code `.usage` when it is neither.
    public func choice(for text: String) async throws -> BackendChoice {
        do {
            return try plainChoice(for: text)
        } catch let error as ImageError {
            throw await error.naming(cloud: text, of: self)
        }
    }

    /// The same, without a look at what else the word may be.
    func plainChoice(for text: String) throws -> BackendChoice {
        if let known = knownChoices.first(where: { $0.name.hasSameBytes(as: text) }) { return known }
        let address = try BackendAddress(parsing: text)
        _ = try provider(of: address)
        return BackendChoice(address)
    }

    /// The backend, opened if need be.
    /// - Throws: ``ImageError``; with code `.conflict` when another open one goes by its name.
    public func open(_ choice: BackendChoice) async throws -> OpenBackend { guarded(try await opened(choice)) }

    private func opened(_ choice: BackendChoice) async throws -> OpenBackend {
        if let open = try find(choice) { return open }
        let made = try await make(choice)
        // Another task may have opened it while this one waited, or it is open by another spelling of its address.
        if let open = try find(choice) ?? twin(of: made, choice) {
            await made.close()
            return open
        }
        let open = OpenBackend(choice: choice, backend: made)
        opened.append(open)
        return open
    }

    /// Makes a backend the current one; it must open.
    /// - Throws: ``ImageError``; the current backend stays then.
    public func use(_ choice: BackendChoice) async throws {
        let next = try await open(choice).choice
        guard next != current else { return }
        earlier.removeAll { $0 == next }
        earlier.append(current)
        current = next
    }

    /// Makes a backend the current one, open or not: the one a session begins with.
    public func begin(with choice: BackendChoice) { current = choice }

    /// Closes a backend. When it is the current one, the one that was current before it is so again, or else the
    /// local one.
    /// - Parameter unused: waits until nobody works with it any more; until then it is only out of sight.
    /// - Returns: the current backend after that.
    public func close(
        _ choice: BackendChoice, once unused: (@Sendable () async -> Void)? = nil
    ) async -> BackendChoice {
        let closing = opened.first { $0.choice == choice }
        opened.removeAll { $0.choice == choice }
        earlier.removeAll { $0 == choice }
        if current == choice { current = earlier.popLast() ?? BackendChoice(BackendAddress(kind: "local")) }
        guard let unused, let closing else {
            await closing?.backend.close()
            return current
        }
        Task {
            await unused()
            await closing.backend.close()
        }
        return current
    }

    /// Closes everything.
    public func close() async {
        let all = opened
        opened = []
        for entry in all { await entry.backend.close() }
    }

    private func make(_ choice: BackendChoice) async throws -> any ImageBackend {
        let provider: BackendProvider
        do {
            provider = try self.provider(of: choice.address)
        } catch {
            throw await error.naming(cloud: choice.address.description, of: self)
        }
        do {
            return try await provider.open(choice.address, environment.adding(choice.settings))
        } catch var error as ImageError where error.code == .usage {
            // A cloud that is not there may be one that was mistyped.
            let clouds = await provider.suggestions(environment).compactMap(\.cloud)
            guard let cloud = choice.address.cloud, !clouds.contains(cloud) else { throw error }
            let near = Suggestion.nearest(to: cloud, in: clouds)
            error.hint = near.map { "backend use \(provider.name)@\($0)" } ?? error.hint
            throw error
        }
    }

    /// The address of a cloud that the word is the name of; `nil` when none is called so.
    public func address(ofCloud word: String) async -> BackendAddress? {
        for provider in registry.providers {
            let found = await provider.suggestions(environment).first { $0.region == nil && $0.cloud == word }
            if let found { return found }
        }
        return nil
    }

    private func find(_ choice: BackendChoice) throws(ImageError) -> OpenBackend? {
        guard let open = opened.first(where: { $0.name.hasSameBytes(as: choice.name) }) else { return nil }
        if open.choice == choice { return open }
        throw ImageError(
            .conflict, "an open backend is called '\(choice.name)' already: \(open.choice.line)",
            hint: "backend use \(choice.line) --as NAME")
    }

    /// An open backend that points to the same place with the same settings, unless a name of its own was asked for.
    private func twin(of made: any ImageBackend, _ choice: BackendChoice) -> OpenBackend? {
        guard choice.isNamedByAddress else { return nil }
        return opened.first { open in
            open.choice.isNamedByAddress && open.choice.settings == choice.settings
                && open.backend.info.name.hasSameBytes(as: made.info.name)
        }
    }

    private func provider(of address: BackendAddress) throws(ImageError) -> BackendProvider {
        if let found = registry.provider(address.kind) { return found }
        let known = registry.providers.map(\.name)
        let near = Suggestion.nearest(to: address.kind, in: known + opened.map(\.name)).map { near in
            known.contains(near)
                ? BackendAddress(kind: near, path: address.path, cloud: address.cloud, region: address.region)
                    .description
                : near
        }
        throw ImageError(
            .usage, "no backend is called '\(address.kind)' (there are: \(known.joined(separator: ", ")))",
            hint: near.map { "backend use \(Quoting.word($0))" } ?? "help backends")
    }
}

extension ImageError {
    /// Of a word that is no backend: how the cloud of that name is addressed.
    fileprivate func naming(cloud word: String, of session: Session) async -> ImageError {
        guard code == .usage, let address = await session.address(ofCloud: word) else { return self }
        var error = self
        error.hint = "backend use \(Quoting.word(address.description))"
        return error
    }
}
