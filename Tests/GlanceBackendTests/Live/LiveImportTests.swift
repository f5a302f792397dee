import BackendKit
import GlanceBackend
import TestSupport
import Testing

extension `on a real Glance` {
    struct `imports of a real Glance` {
        private let data: [UInt8] = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8) }

        private func end(of image: Image.ID, on backend: GlanceBackend) async throws -> ImportState {
            let state = try await eventually {
                let state = try await backend.importState(of: image)
                return state.isRunning ? nil : state
            }
            return try #require(state, "the import did not end")
        }

        @Test func `know their methods`() async throws {
            try await Lab.with("lab-user") { backend in
                let methods = try await backend.importMethods()
                #expect(Set(methods) == [.glanceDirect, .webDownload, .copyImage, .glanceDownload])
            }
        }

        @Test func `fetch a URL, or say why not`() async throws {
            let server = try FileServer(["/big.raw": data])
            defer { withExtendedLifetime(server) {} }
            try await Lab.with("lab-user") { backend in
                var request = ImportRequest(.webDownload)
                request.uri = server.url("/big.raw")
                try await backend.withImage(Lab.draft("live-import")) { image in
                    try await backend.importImage(image.id, request)
                    let state = try await end(of: image.id, on: backend)
                    #expect(state.failure == nil)
                    #expect(state.image.status == .active)
                    #expect(state.message?.hasPrefix("Copied") == true)
                    #expect(try await backend.bytes(of: image.id) == data)
                    await expectError(.conflict) { try await backend.importImage(image.id, request) }
                }
                try await backend.withImage(Lab.draft("live-import")) { image in
                    request.uri = server.url("/missing")
                    try await backend.importImage(image.id, request)
                    let state = try await end(of: image.id, on: backend)
                    #expect(state.image.status == .queued)
                    #expect(state.failedStores == ["fast"])
                    #expect(state.failure?.contains("'fast'") == true)
                    request.uri = "http://user:secret@169.254.169.254/x"
                    let error = await expectError(.usage) { try await backend.importImage(image.id, request) }
                    #expect(error.map { "\($0)" }?.contains("secret") == false)
                    await expectError(.usage) {
                        try await backend.importImage(image.id, ImportRequest(ImportRequest.Method(rawValue: "magic")))
                    }
                    request.uri = server.url("/big.raw")
                    request.stores = ["none"]
                    await expectError(.usage) { try await backend.importImage(image.id, request) }
                    request.stores = []
                    request.allStores = true
                    request.mustSucceedEverywhere = false
                    try await backend.importImage(image.id, request)
                    let all = try await end(of: image.id, on: backend)
                    #expect(all.failure == nil)
                    #expect(Set(all.image.properties["stores"]?.split(separator: ",") ?? []) == ["fast", "slow"])
                }
            }
        }

        @Test func `take what was staged, and copy it`() async throws {
            try await Lab.with("lab-user") { backend in
                try await backend.withImage(Lab.draft("live-stage")) { image in
                    await expectError(.conflict) {
                        try await backend.importImage(image.id, ImportRequest(.glanceDirect))
                    }
                    let staged = try await backend.stage(ByteStream(data), for: image.id)
                    #expect(staged.status == .uploading)
                    #expect(try await !backend.importState(of: image.id).isRunning)
                    await expectError(.conflict) { try await backend.stage(ByteStream(data), for: image.id) }
                    try await backend.importImage(image.id, ImportRequest(.glanceDirect))
                    #expect(try await end(of: image.id, on: backend).image.status == .active)
                    #expect(try await backend.bytes(of: image.id) == data)
                    var copy = ImportRequest(.copyImage)
                    copy.stores = ["slow"]
                    await expectError(.forbidden) { try await backend.importImage(image.id, copy) }
                    try await Lab.with("lab-admin") { admin in
                        try await admin.importImage(image.id, copy)
                        let state = try await end(of: image.id, on: admin)
                        #expect(state.failure == nil)
                        #expect(state.image.properties["stores"] == "fast,slow")
                        await expectError(.usage) { try await admin.importImage(image.id, copy) }
                        let tasks = try await admin.tasks(of: image.id)
                        #expect(tasks.count == 2)
                        #expect(try await admin.task(tasks[0].id).status == "success")
                        let listed = try await admin.tasks(matching: TaskQuery()).first(2000).map(\.id)
                        #expect(listed.contains(tasks[1].id))
                        await expectError(.notFound) { try await admin.deleteData(of: image.id, in: "web") }
                        try await admin.deleteData(of: image.id, in: "fast")
                        await expectError(.conflict) { try await admin.deleteData(of: image.id, in: "slow") }
                    }
                    #expect(try await backend.bytes(of: image.id) == data)
                }
            }
        }

        @Test func `fetch an image of another region`() async throws {
            try await Lab.with("lab-two") { two in
                try await two.withImage(Lab.draft("live-remote")) { remote in
                    _ = try await two.upload(ByteStream(data), to: remote.id)
                    try await Lab.with("lab-user") { one in
                        try await one.withImage(Lab.draft("live-local")) { image in
                            var request = ImportRequest(.glanceDownload)
                            request.remoteImage = remote.id.rawValue
                            request.remoteRegion = "RegionTwo"
                            try await one.importImage(image.id, request)
                            #expect(try await end(of: image.id, on: one).failure == nil)
                            #expect(try await one.bytes(of: image.id) == data)
                        }
                    }
                }
            }
        }
    }
}
