import BackendConformance
import BackendKit
import LocalBackend
import TestSupport
import Testing

struct `the local backend` {
    @Test(arguments: BackendCheck.all)
    func keeps(_ check: BackendCheck) async throws {
        let directory = try TemporaryDirectory()
        let backend = LocalBackend(directory: directory("store"))
        let outcome = try await check.run(on: backend)
        await backend.close()
        switch outcome {
        case .passed: break
        case .notApplicable(let missing):
            // What a directory of files does not promise.
            #expect(
                Set(missing).isSubset(of: ["share", "import", "stores", "describe", "metadata", "snapshot"]),
                "\(check): \(missing)")
        }
    }

    @Test func `has no image left after all the checks`() async throws {
        let directory = try TemporaryDirectory()
        let backend = LocalBackend(directory: directory("store"))
        for check in BackendCheck.all { _ = try await check.run(on: backend) }
        var query = ImageQuery()
        query.hidden = .both
        #expect(try await backend.images(matching: query).collect().isEmpty)
    }
}

struct `properties and tags in the local store` {
    @Test func `differ by a single byte`() async throws {
        let directory = try TemporaryDirectory()
        let backend = LocalBackend(directory: directory("store"))
        let names = ["a", "A", "\u{e9}", "e\u{301}", "e"]
        var draft = ImageDraft(name: "x")
        for name in names { draft.properties[name] = name }
        draft.tags = names
        let image = try await backend.createImage(draft)
        #expect(image.tags.count == names.count)
        for name in names { #expect(image.properties[name]?.hasSameBytes(as: name) == true) }
    }
}
