internal import BackendKit
internal import CommandKit

/// What the backends of a session hold, by name. Never throws: what cannot be had is not offered.
struct BackendNames: Sendable {
    private let session: Session
    private let lists: ImageIndexCache
    /// Most sessions ask for none of these.
    private let answers: MadeOnce<BackendAnswers>
    private static let mostValues = 1000

    /// A project the caller may work in.
    struct Project: Sendable {
        let id: String
        let name: String
    }

    /// An image as it was typed, and the backend it is on; another one after each command, which may have changed it.
    struct ImageKey: Hashable, Sendable {
        let choice: BackendChoice
        let reference: String
        fileprivate let commands: Int
    }

    /// - Parameter kept: where lists of services are kept between runs; `nil` where they are not.
    init(_ session: Session, freshness: Freshness = Freshness(), kept: KeptNames? = nil) {
        self.session = session
        lists = ImageIndexCache(freshness, kept: kept)
        answers = MadeOnce { BackendAnswers(session, freshness) }
    }

    /// A command ran: what is known may be out of date.
    func invalidate() { lists.invalidate() }

    /// Whether images are being listed that nobody has waited for.
    var areBehind: Bool { get async { await lists.isReading } }

    /// Waits until all lists that were asked for are there.
    func finish() async { await lists.finish() }

    /// Gives up what runs.
    func stop() async {
        await lists.stop()
        await answers.known?.stop()
    }

    /// - Returns: the images, and whether others may fit as well that are not known yet.
    func images(
        _ fit: NameFit, on choice: BackendChoice, atMost limit: Int
    ) async -> (found: SuggestedImages, isWhole: Bool) {
        if let suggesting = await suggesting(choice) {
            return ((try? await suggesting.suggestedImages(fit, atMost: limit)) ?? SuggestedImages(), true)
        }
        guard let (index, isWhole) = await lists.index(of: choice, in: session) else {
            return (SuggestedImages(), true)
        }
        let found = index.images(fit, atMost: limit)
        return (await lists.present(found, on: choice, in: session), isWhole)
    }

    func tags(on choice: BackendChoice) async -> [String] {
        if let suggesting = await suggesting(choice) { return (try? await suggesting.suggestedTags()) ?? [] }
        return await lists.index(of: choice, in: session)?.index.tags ?? []
    }

    /// The names of properties that images have.
    func properties(on choice: BackendChoice) async -> [String] {
        if let suggesting = await suggesting(choice) { return (try? await suggesting.suggestedProperties()) ?? [] }
        return await lists.index(of: choice, in: session)?.index.properties ?? []
    }

    /// What images say in a property.
    func values(of property: String, on choice: BackendChoice) async -> [String] {
        if let suggesting = await suggesting(choice) {
            return (try? await suggesting.suggestedValues(of: property, atMost: Self.mostValues)) ?? []
        }
        let all = await lists.index(of: choice, in: session)?.index.values(of: property) ?? []
        return Array(all.prefix(Self.mostValues))
    }

    /// What is defined for images: by the service, and where it says nothing of a name, by common use.
    func definitions(on choice: BackendChoice) async -> [PropertyDefinition] {
        let ofService = await answers.value.definitions.value(for: choice) ?? []
        let names = Set(ofService.map { Array($0.name.utf8) })
        return ofService + PropertyDefinition.common.filter { !names.contains(Array($0.name.utf8)) }
    }

    func stores(on choice: BackendChoice) async -> [Store] { await answers.value.stores.value(for: choice) ?? [] }
    func servers(on choice: BackendChoice) async -> [Server] { await answers.value.servers.value(for: choice) ?? [] }
    func projects(on choice: BackendChoice) async -> [Project] { await answers.value.projects.value(for: choice) ?? [] }

    func key(of reference: String, on choice: BackendChoice) -> ImageKey {
        ImageKey(choice: choice, reference: reference, commands: lists.commands)
    }

    func image(_ key: ImageKey) async -> Image? { await answers.value.images.value(for: key) }
    func members(of key: ImageKey) async -> [Member] { await answers.value.memberships.value(for: key) ?? [] }

    private func suggesting(_ choice: BackendChoice) async -> (any NameSuggesting)? {
        try? await session.open(choice).backend.facet(.suggesting)
    }
}
