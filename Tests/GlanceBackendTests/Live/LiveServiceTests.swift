import BackendKit
import GlanceBackend
import TestSupport
import Testing

extension `on a real Glance` {
    struct `what a real Glance says of itself` {
        @Test func `has stores, formats, schemas and quotas`() async throws {
            try await Lab.with("lab-user") { backend in
                let stores = try await backend.stores(details: false)
                #expect(stores.map(\.id) == ["fast", "slow", "web"])
                #expect(stores.first?.isDefault == true)
                #expect(stores.last?.isReadOnly == true)
                await expectError(.forbidden) { try await backend.stores(details: true) }
                #expect(try await backend.formats().disk.contains(.qcow2))
                #expect(try await backend.schema("metadefs/namespace").first == UInt8(ascii: "{"))
                await expectError(.notFound) { try await backend.schema("metadefs/nonsense") }
                #expect(try await backend.usage().map(\.name).contains("image_count_total"))
                await expectError(.forbidden) { try await backend.tasks(matching: TaskQuery()).collect() }
                await expectError(.forbidden) { try await backend.cacheContents() }
            }
            try await Lab.with("lab-admin") { admin in
                let stores = try await admin.stores(details: true)
                #expect(stores.map(\.type) == ["file", "file", "http"])
            }
        }

        @Test func `has a cache that is filled and emptied`() async throws {
            try await Lab.with("lab-two-admin") { admin in
                try await admin.withImage(Lab.draft("live-cached")) { image in
                    await expectError(.conflict) { try await admin.queueForCache(image.id) }
                    _ = try await admin.upload(ByteStream([UInt8](repeating: 3, count: 5000)), to: image.id)
                    try await admin.queueForCache(image.id)
                    let contents = try await eventually {
                        let contents = try await admin.cacheContents()
                        return contents.cached.contains { $0.image == image.id } ? contents : nil
                    }
                    #expect(contents?.cached.first { $0.image == image.id }?.size == 5000)
                    try await admin.removeFromCache(image.id)
                    #expect(try await !admin.cacheContents().cached.contains { $0.image == image.id })
                    _ = try await admin.pruneCache()
                    try await admin.cleanCache()
                    try await admin.clearCache(.queue)
                    try await admin.clearCache(nil)
                    #expect(try await admin.cacheContents() == CacheContents())
                    await expectError(.notFound) {
                        try await admin.queueForCache(Image.ID("00000000-0000-4000-8000-000000000000"))
                    }
                    do {
                        #expect(try await admin.cacheNodes(of: image.id).isEmpty)
                    } catch let error as ImageError {
                        #expect(error.code == .unsupported)
                    }
                }
            }
        }

        @Test func `keeps data that is somewhere else`() async throws {
            let server = try FileServer(["/data": Array("0123456789".utf8)])
            defer { withExtendedLifetime(server) {} }
            try await Lab.with("lab-user") { backend in
                try await backend.withImage(Lab.draft("live-location")) { image in
                    await expectError(.forbidden) { try await backend.locations(of: image.id) }
                    try await backend.addLocation(ImageLocation(url: server.url("/data")), to: image.id)
                    let active = try await eventually {
                        let now = try await backend.image(image.id)
                        return now.status == .active ? now : nil
                    }
                    #expect(active?.status == .active)
                    #expect(try await backend.bytes(of: image.id) == Array("0123456789".utf8))
                    await expectError(.conflict) {
                        try await backend.addLocation(ImageLocation(url: server.url("/data")), to: image.id)
                    }
                    await expectError(.forbidden) {
                        try await backend.removeLocation(server.url("/data"), from: image.id)
                    }
                }
            }
        }
    }
}

/// Asks until there is an answer, as work of the service goes on by itself; at most twenty seconds.
func eventually<Value>(_ body: () async throws -> Value?) async throws -> Value? {
    for _ in 0..<100 {
        if let value = try await body() { return value }
        try await Task.sleep(for: .milliseconds(200))
    }
    return nil
}
