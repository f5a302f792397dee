import BackendKit
import GlanceBackend
import TestSupport
import Testing

extension `on a real Glance` {
    struct `data in a real Glance` {
        private let large: [UInt8] = (0..<5_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 9)) }

        @Test(arguments: ["lab-user", "lab-two"])
        func `goes in and out whole, and in parts`(_ cloud: String) async throws {
            try await Lab.with(cloud) { backend in
                try await backend.withImage(Lab.draft("live")) { image in
                    let stored = try await backend.upload(ByteStream(large), to: image.id)
                    #expect(stored.status == .active)
                    // With a cache the first whole answer has no length, later ones have.
                    for _ in 0..<3 {
                        let got = try await backend.bytes(of: image.id)
                        #expect(got == large)
                    }
                    let part = try await backend.bytes(of: image.id, 4_000_000..<9_000_000)
                    #expect(part == Array(large[4_000_000...]))
                }
            }
        }

        @Test func `goes into the store that is named`() async throws {
            try await Lab.with("lab-user") { backend in
                try await backend.withImage(Lab.draft("live")) { image in
                    await expectError(.usage) {
                        try await backend.upload(ByteStream(large), to: image.id, in: "nowhere")
                    }
                    let stored = try await backend.upload(ByteStream(large), to: image.id, in: "slow")
                    #expect(stored.properties["stores"] == "slow")
                    #expect(try await backend.bytes(of: image.id, preferring: ["slow"]) == large)
                    await expectError(.usage) { try await backend.bytes(of: image.id, preferring: ["nowhere"]) }
                    await expectError(.forbidden) { try await backend.deleteData(of: image.id, in: "web") }
                }
            }
        }

        @Test func `leaves a record of no use when it is not what it is said to be`() async throws {
            try await Lab.with("lab-user") { backend in
                var draft = Lab.draft("live")
                draft.diskFormat = .qcow2
                try await backend.withImage(draft) { image in
                    await expectError(.integrity) { try await backend.upload(ByteStream(large), to: image.id) }
                    let second = await expectError(.conflict) {
                        try await backend.upload(ByteStream(large), to: image.id)
                    }
                    #expect(second?.hint == "image delete \(image.id)")
                }
            }
        }

        @Test func `is refused where a quota is reached`() async throws {
            try await Lab.with("lab-tiny") { backend in
                try await backend.withImage(Lab.draft("live")) { image in
                    let error = await expectError(.conflict) {
                        try await backend.upload(ByteStream(large), to: image.id)
                    }
                    #expect(error?.details.joined().contains("image_size_total") == true)
                    #expect(try await backend.image(image.id).status == .queued)
                    let usage = try await backend.usage()
                    #expect(usage.first { $0.name == "image_size_total" }?.limit == 1)
                }
            }
        }

        @Test func `is not for a reader to take`() async throws {
            try await Lab.with("lab-user") { backend in
                try await backend.withImage(Lab.draft("live")) { image in
                    _ = try await backend.upload(ByteStream(large), to: image.id)
                    try await Lab.with("lab-reader") { reader in
                        await expectError(.forbidden) { try await reader.bytes(of: image.id) }
                    }
                    try await backend.deactivateImage(image.id)
                    await expectError(.forbidden) { try await backend.bytes(of: image.id) }
                    try await Lab.with("lab-admin") { admin in
                        let got = try await admin.bytes(of: image.id)
                        #expect(got == large)
                    }
                }
            }
        }

        @Test func `goes in and out of many images at once`() async throws {
            let large = large
            try await Lab.with("lab-user") { backend in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<8 {
                        group.addTask {
                            try await backend.withImage(Lab.draft("live-\(number)")) { image in
                                let bytes = Array(large.dropFirst(number * 1000))
                                _ = try await backend.upload(ByteStream(bytes, chunk: 70_001), to: image.id)
                                #expect(try await backend.bytes(of: image.id) == bytes)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }
}
