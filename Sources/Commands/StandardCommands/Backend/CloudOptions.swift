internal import BackendKit
internal import CommandKit

/// The options of the openstack client that choose something within a cloud. Given to `backend use`, they count for
/// the backend that is opened, and for no other. Secrets are not among them: a line that was typed is remembered.
struct CloudOptions: Sendable {
    private static let region = "OS_REGION_NAME"

    let options: [(option: Option<String>, variable: String)] = [
        make("--os-region-name", "region", "The region of the cloud, as after the ':' of glance@CLOUD:REGION"),
        make("--os-interface", "interface", "public, internal or admin", ["public", "internal", "admin"]),
        make("--os-project-name", "project", "The project to work in"),
        make("--os-project-id", "project-id", "The project to work in, by its ID"),
        make("--os-project-domain-name", "domain", "The domain of the project"),
        make("--os-project-domain-id", "domain-id", "The domain of the project, by its ID"),
    ]

    /// The settings of a call, by the names of the variables they stand for.
    func settings(_ call: Call) -> [String: String] {
        var settings: [String: String] = [:]
        for (option, variable) in options { settings[variable] = call[option] }
        return settings
    }

    /// The backend that a word and these settings mean. A region becomes part of the address.
    /// - Throws: ``ImageError`` with code `.usage`.
    func choice(_ word: String, _ settings: [String: String], name: String?, in session: Session) async throws
        -> BackendChoice
    {
        let known = try await session.choice(for: word)
        guard name != nil || !settings.isEmpty else { return known }
        var address = known.address
        var all = known.settings.merging(settings) { _, new in new }
        if let region = all.removeValue(forKey: Self.region) { address = address.inRegion(region) }
        return BackendChoice(address, name: name, settings: all)
    }

    private static func make(
        _ spelling: String, _ value: String, _ help: String, _ words: [String] = []
    ) -> (option: Option<String>, variable: String) {
        let completion: CompletionSource = words.isEmpty ? .none : .words(words.map { ($0, "") })
        let variable = spelling.dropFirst(2).uppercased().replacing("-", with: "_")
        return (Option(spelling, value: value, completion: completion, help: help), variable)
    }
}
