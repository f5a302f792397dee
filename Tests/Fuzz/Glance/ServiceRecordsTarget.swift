import BackendKit
import GlanceBackend

extension FuzzTarget {
    /// Answers to all other questions: the first byte chooses one, the rest is what the service says.
    static let serviceRecords = FuzzTarget(awaiting: "service-records") { bytes in
        guard let first = bytes.first else { return }
        let questions = ServiceQuestion.all
        let question = questions[Int(first) % questions.count]
        let client = AnsweringClient(Array(bytes.dropFirst()))
        let backend = GlanceBackend(
            client: client, info: BackendInfo(kind: "glance", name: "glance", location: ""), pause: { _ in })
        do {
            try await question(backend)
        } catch let error as ImageError {
            try promise(!error.message.isEmpty, "a failure says something")
        }
        try promise(client.count <= 200, "a question ends: \(client.count) requests")
    }
}

/// What a Glance backend can be asked without sending it anything.
private enum ServiceQuestion {
    static let id = Image.ID("4f1c0e0a-0000-4000-8000-000000000001")

    static let all: [@Sendable (GlanceBackend) async throws -> Void] = [
        { try check(try await $0.image(id)) },
        { _ = try await $0.members(of: id) },
        { _ = try await $0.member("p", of: id) },
        { _ = try await $0.tasks(matching: TaskQuery()).collect() },
        { _ = try await $0.task("t") },
        { _ = try await $0.tasks(of: id) },
        { _ = try await $0.stores(details: true) },
        { _ = try await $0.importMethods() },
        { _ = try await $0.importState(of: id) },
        { _ = try await $0.cacheContents() },
        { _ = try await $0.cacheNodes(of: id) },
        { _ = try await $0.locations(of: id) },
        { _ = try await $0.namespaces(matching: NamespaceQuery()) },
        { _ = try await $0.namespace("n", for: nil) },
        { _ = try await $0.properties(in: "n") },
        { _ = try await $0.objects(in: "n") },
        { _ = try await $0.tags(in: "n") },
        { _ = try await $0.resourceTypes() },
        { _ = try await $0.associations(of: "n") },
        { _ = try await $0.imageProperties() },
        { _ = try await $0.formats() },
        { _ = try await $0.usage() },
    ]

    private static func check(_ image: Image) throws { try FuzzTarget.check(image) }
}
