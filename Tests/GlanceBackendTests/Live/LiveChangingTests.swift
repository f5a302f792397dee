import BackendKit
import GlanceBackend
import TestSupport
import Testing

extension `on a real Glance` {
    struct `changes in a real Glance` {
        @Test func `changes everything about a record, and nothing by halves`() async throws {
            try await Lab.with("lab-user") { backend in
                var draft = Lab.draft("live")
                draft.properties = ["a": "1", "b": "2"]
                draft.tags = ["one", "é"]
                try await backend.withImage(draft) { image in
                    var changes = ImageChanges()
                    changes.name = "e\u{301}"
                    changes.visibility = .community
                    changes.isHidden = true
                    changes.minDisk = 5
                    changes.minRAM = 512
                    changes.diskFormat = .qcow2
                    changes.addedTags = ["a/b", "x y", "é", "ü"]
                    changes.removedTags = ["one"]
                    changes.setProperties = ["a/b~c": "~1", "a": "3", "é": "ü"]
                    changes.removedProperties = ["b"]
                    let changed = try await backend.updateImage(image.id, changes)
                    for found in [changed, try await backend.image(image.id)] {
                        #expect(found.name?.hasSameBytes(as: "e\u{301}") == true)
                        #expect(found.visibility == .community)
                        #expect(found.isHidden == true)
                        #expect(found.minDisk == 5)
                        #expect(found.minRAM == 512)
                        #expect(found.diskFormat == .qcow2)
                        #expect(found.tags == ["a/b", "x y", "é", "ü"].sortedUniqueBytes())
                        #expect(found.properties == ["a/b~c": "~1", "a": "3", "é": "ü"])
                    }
                    changes = ImageChanges()
                    changes.minDisk = 9
                    changes.setProperties = ["c": "4"]
                    changes.removedProperties = ["never"]
                    await expectError(.notFound) { try await backend.updateImage(image.id, changes) }
                    let same = try await backend.image(image.id)
                    #expect(same.minDisk == 5)
                    #expect(same.properties["c"] == nil)
                }
            }
        }

        @Test(arguments: [
            "plain", "a b", "50%", "a?b#c", "é", "e\u{301}", "a/b", "..", "%2F", "+", "🙂".isEmpty ? "" : "中",
        ])
        func `adds and removes single tags`(_ tag: String) async throws {
            try await Lab.with("lab-user") { backend in
                var draft = Lab.draft("live")
                draft.tags = ["stays"]
                try await backend.withImage(draft) { image in
                    var changes = ImageChanges()
                    changes.addedTags = [tag]
                    for _ in 0..<2 {
                        let tags = try await backend.updateImage(image.id, changes).tags
                        #expect(tags == ["stays", tag].sortedUniqueBytes())
                    }
                    changes = ImageChanges()
                    changes.removedTags = [tag]
                    #expect(try await backend.updateImage(image.id, changes).tags == ["stays"])
                    await expectError(.notFound) { try await backend.updateImage(image.id, changes) }
                }
            }
        }

        @Test func `keeps odd names apart, and says which it cannot`() async throws {
            try await Lab.with("lab-user") { backend in
                try await backend.withImage(Lab.draft("live")) { image in
                    let names = ["a/b", "a~b", "a b", "a~1b", "\u{e9}", "e\u{301}", "a", "100%", "x:y"]
                    var changes = ImageChanges()
                    for name in names { changes.setProperties[name] = "value of \(name)" }
                    changes.addedTags = names
                    let changed = try await backend.updateImage(image.id, changes)
                    #expect(changed.properties == changes.setProperties)
                    #expect(changed.tags == names.sortedUniqueBytes())
                    changes = ImageChanges()
                    changes.setProperties = ["A": "x"]
                    let error = await expectError(.conflict) { try await backend.updateImage(image.id, changes) }
                    #expect(
                        error?.message.contains("'a' and 'A'") == true || error?.message.contains("'A' and 'a'") == true
                    )
                }
            }
        }

        @Test func `tells what is forbidden from what is in conflict`() async throws {
            try await Lab.with("lab-user") { backend in
                var draft = Lab.draft("live")
                draft.visibility = .public
                await expectError(.forbidden) { try await backend.createImage(draft) }
                draft.visibility = nil
                draft.owner = try Lab.project("other")
                await expectError(.forbidden) { try await backend.createImage(draft) }
                draft.owner = nil
                draft.diskFormat = DiskFormat(rawValue: "floppy")
                await expectError(.usage) { try await backend.createImage(draft) }
                try await backend.withImage(Lab.draft("live")) { image in
                    var changes = ImageChanges()
                    changes.visibility = .public
                    await expectError(.forbidden) { try await backend.updateImage(image.id, changes) }
                    changes = ImageChanges()
                    changes.isProtected = true
                    _ = try await backend.updateImage(image.id, changes)
                    await expectError(.conflict) { try await backend.deleteImage(image.id) }
                    changes.isProtected = false
                    _ = try await backend.updateImage(image.id, changes)
                    try await Lab.with("lab-reader") { reader in
                        let seen = try await reader.image(image.id)
                        #expect(seen.id == image.id)
                        await expectError(.forbidden) { try await reader.deleteImage(image.id) }
                        await expectError(.forbidden) { try await reader.createImage(Lab.draft("live")) }
                    }
                    try await Lab.with("lab-other") { other in
                        await expectError(.notFound) { try await other.image(image.id) }
                        await expectError(.notFound) { try await other.deleteImage(image.id) }
                    }
                }
            }
        }

        @Test func `renews a token that died`() async throws {
            try await Lab.with("lab-short") { backend in
                try await backend.withImage(Lab.draft("live")) { image in
                    let bytes = [UInt8](repeating: 7, count: 1000)
                    #expect(try await backend.upload(ByteStream(bytes), to: image.id).size == 1000)
                    // The lab's tokens of this cloud live five seconds.
                    try await Task.sleep(for: .seconds(6))
                    #expect(try await backend.image(image.id).status == .active)
                    try await Task.sleep(for: .seconds(6))
                    #expect(try await backend.bytes(of: image.id) == bytes)
                }
            }
        }

        @Test func `learns region, project and user from the login`() async throws {
            let backend = try await Lab.open("lab-two")
            #expect(backend.info.name == "glance@lab-two")
            #expect(backend.info.facts.map(\.name) == ["cloud", "region"])
            _ = try await backend.importMethods()
            #expect(backend.info.facts.map(\.value) == ["lab-two", "RegionTwo", "demo", "demo"])
            #expect(backend.info.location.hasSuffix("/v2"))
            await backend.close()
        }
    }
}
