internal import BackendKit
internal import CommandKit

/// What backends were asked a moment ago for ``BackendNames``.
struct BackendAnswers: Sendable {
    let stores: AnswerCache<BackendChoice, [Store]>
    let servers: AnswerCache<BackendChoice, [Server]>
    let projects: AnswerCache<BackendChoice, [BackendNames.Project]>
    let definitions: AnswerCache<BackendChoice, [PropertyDefinition]>
    let images: AnswerCache<BackendNames.ImageKey, Image>
    let memberships: AnswerCache<BackendNames.ImageKey, [Member]>
    private static let mostServers = 10_000

    init(_ session: Session, _ freshness: Freshness) {
        stores = AnswerCache(maximumAge: .seconds(600)) { choice in
            try await session.open(choice).backend.require(.stores).stores(details: false)
        }
        servers = AnswerCache(maximumAge: freshness.maximumAge) { choice in
            let nova = try await session.companion(of: choice, for: AnyCapability(.snapshotting))
            let backend = if let nova { nova } else { try await session.open(choice).backend }
            return try await backend.require(.snapshotting).servers(named: nil).first(Self.mostServers)
        }
        projects = AnswerCache(maximumAge: .seconds(600)) { choice in
            try await session.open(choice).backend.require(.projects).knownProjects()
                .map(BackendNames.Project.init)
        }
        definitions = AnswerCache(maximumAge: .seconds(600)) { choice in
            try await session.open(choice).backend.require(.defining).imageProperties()
        }
        let found: @Sendable (BackendNames.ImageKey) async throws -> Image = { key in
            try await ImageFinder(try await session.open(key.choice).backend).image(key.reference)
        }
        images = AnswerCache(maximumAge: freshness.maximumAge, found)
        memberships = AnswerCache(maximumAge: freshness.maximumAge) { key in
            let backend = try await session.open(key.choice).backend
            return try await backend.require(.sharing).members(of: try await found(key).id)
        }
    }

    /// Gives up what runs.
    func stop() async {
        await stores.stop()
        await servers.stop()
        await projects.stop()
        await definitions.stop()
        await images.stop()
        await memberships.stop()
    }
}
