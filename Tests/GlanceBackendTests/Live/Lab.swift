import BackendKit
import CurlTransport
import Foundation
import GlanceBackend
import TestSupport
import Testing

/// What only a real service can show. One test after the other: some look at lists that others would change.
@Suite(.enabled(if: Lab.isUp), .serialized)
struct `on a real Glance` {}

extension Lab {
    private static let opened = OpenedClouds()

    /// A backend for one of the lab's clouds. It lives as long as the tests, so that each cloud has one login.
    static func backend(_ cloud: String) async throws -> GlanceBackend {
        try await opened.backend(cloud) { try await open(cloud) }
    }

    /// A backend that has not logged in.
    static func open(_ cloud: String) async throws -> GlanceBackend {
        let variables = environment.merging(["HOME": "/nonexistent"]) { $1 }
        let provider = BackendProvider.glance { CurlTransport(options: $0) }
        let backend = try await provider.open(
            BackendAddress(kind: "glance", cloud: cloud), BackendEnvironment(variables: variables))
        return try #require(backend as? GlanceBackend)
    }

    /// Runs `body` with the backend of a cloud.
    static func with(_ cloud: String, _ body: (GlanceBackend) async throws -> Void) async throws {
        try await body(try await backend(cloud))
    }

    /// The ID of a project, by its name.
    static func project(_ name: String) throws -> String {
        let data = try Data(contentsOf: URL(filePath: "\(state ?? "")/ids.json"))
        let ids = try JSONDecoder().decode([String: [String: String]].self, from: data)
        return try #require(ids["projects"]?[name])
    }

    static func draft(_ name: String) -> ImageDraft {
        var draft = ImageDraft(name: name)
        draft.diskFormat = .raw
        draft.containerFormat = .bare
        return draft
    }
}

extension GlanceBackend {
    /// A new image for the time `body` runs.
    func withImage(_ draft: ImageDraft, _ body: (Image) async throws -> Void) async throws {
        let image = try await createImage(draft)
        do {
            try await body(image)
            try? await deleteImage(image.id)
        } catch {
            try? await deleteImage(image.id)
            throw error
        }
    }

    func bytes(of image: Image.ID, _ range: Range<Int64>? = nil, preferring stores: [Store.ID] = []) async throws
        -> [UInt8]
    {
        try await withData(of: image, range: range, preferring: stores) { try await $0.bytes() }
    }
}

/// The backends that were opened, by their clouds.
private actor OpenedClouds {
    private var backends: [String: GlanceBackend] = [:]

    func backend(_ cloud: String, _ open: @Sendable () async throws -> GlanceBackend) async throws -> GlanceBackend {
        if let known = backends[cloud] { return known }
        let opened = try await open()
        backends[cloud] = opened
        return opened
    }
}
