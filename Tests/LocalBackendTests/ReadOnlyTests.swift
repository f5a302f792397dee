import BackendKit
import LocalBackend
import TestSupport
import Testing

struct `a backend that is only read` {
    @Test func `has every facet, looks, and changes nothing`() async throws {
        let directory = try TemporaryDirectory()
        let base = LocalBackend(directory: directory.path)
        var draft = ImageDraft()
        draft.name = "x"
        draft.diskFormat = .raw
        draft.containerFormat = .bare
        let image = try await base.createImage(draft)
        let backend = ReadOnlyBackend(base)
        let missing = AnyCapability.standard.filter { $0.isPresent(in: base) && !$0.isPresent(in: backend) }
        #expect(missing.isEmpty, "\(missing.map(\.name))")
        #expect(try await backend.image(image.id) == image)
        #expect(try await backend.require(.maintenance).checkStore(StoreCheckOptions()).isClean)

        var repair = StoreCheckOptions()
        repair.repairs = true
        let (draftAgain, options) = (draft, repair)
        let attempts: [@Sendable () async throws -> Void] = [
            { try await backend.deleteImage(image.id) },
            { _ = try await backend.require(.creating).createImage(draftAgain) },
            { _ = try await backend.require(.storing).storeImage(draftAgain, data: ByteStream([1])) },
            { _ = try await backend.require(.uploading).upload(ByteStream([1]), to: image.id) },
            { _ = try await backend.require(.editing).updateImage(image.id, ImageChanges()) },
            { _ = try await backend.require(.maintenance).collectGarbage() },
            { _ = try await backend.require(.maintenance).checkStore(options) },
        ]
        for attempt in attempts {
            let error = await #expect(throws: ImageError.self) { try await attempt() }
            #expect(error?.message.hasPrefix("a dry run changes nothing: ") == true)
        }
        #expect(try await base.image(image.id) == image)
    }

    @Test func `has the abilities of a service that works by itself, and gives it no work`() async throws {
        let base = WorkingBackend()
        let backend = ReadOnlyBackend(base)
        let missing = AnyCapability.standard.filter { $0.isPresent(in: base) && !$0.isPresent(in: backend) }
        #expect(missing.isEmpty, "\(missing.map(\.name))")
        let attempts: [@Sendable () async throws -> Void] = [
            { _ = try await backend.require(.creatingTasks).createTask("import", input: []) },
            { _ = try await backend.require(.volumes).createImage(of: "v", VolumeImageRequest(name: "x")) },
        ]
        for attempt in attempts {
            let error = await #expect(throws: ImageError.self) { try await attempt() }
            #expect(error?.message.hasPrefix("a dry run changes nothing: ") == true)
        }
    }

    @Test func `does not give a facet that nobody knows here`() {
        let backend = StrangeBackend()
        #expect(backend.facet(.strange) != nil)
        #expect(ReadOnlyBackend(backend).facet(.strange) == nil)
    }
}

private protocol Strange: Sendable {}

extension Capability<any Strange> {
    fileprivate static var strange: Self { Self("strange", "do something strange") }
}

private struct StrangeBackend: ImageBackend, Strange {
    var info: BackendInfo { BackendInfo(kind: "strange", name: "strange", location: "nowhere") }
    func images(matching query: ImageQuery) -> Pages<Image> { Pages { { nil } } }
    func image(_ id: Image.ID) async throws -> Image { throw ImageError.noImage(id.rawValue, in: info) }
    func deleteImage(_ id: Image.ID) async throws {}
}

/// Does what it is told without data passing through the program.
private struct WorkingBackend: ImageBackend, TaskCreating, VolumeImaging {
    var info: BackendInfo { BackendInfo(kind: "working", name: "working", location: "nowhere") }
    func images(matching query: ImageQuery) -> Pages<Image> { Pages { { nil } } }
    func image(_ id: Image.ID) async throws -> Image { throw ImageError.noImage(id.rawValue, in: info) }
    func deleteImage(_ id: Image.ID) async throws {}

    func createTask(_ type: String, input: [UInt8]) async throws -> ImageTask {
        ImageTask(id: "1", type: type, status: "pending")
    }

    func createImage(of volume: String, _ request: VolumeImageRequest) async throws -> VolumeImage {
        VolumeImage(image: Image.ID("1"), volume: volume)
    }
}
