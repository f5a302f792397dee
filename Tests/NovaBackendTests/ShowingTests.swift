import BackendKit
import HTTPTransport
import NovaBackend
import TestSupport
import Testing

struct `an image as Nova shows it` {
    private func show(_ record: String) async throws -> Image {
        let bench = try Bench()
        bench.expect(.get, "/images/\(Bench.id)", 200, Bench.image(record))
        let image = try await bench.backend.image(Image.ID(Bench.id))
        bench.expectDone()
        return image
    }

    @Test func `has what Nova tells`() async throws {
        let image = try await show(
            #"{"id": "\#(Bench.id)", "name": "web", "status": "ACTIVE", "minDisk": 3, "minRam": 64, "#
                + #""created": "2026-01-31T10:00:00Z", "updated": "2026-02-01T10:00:00Z", "#
                + #""OS-EXT-IMG-SIZE:size": 5, "metadata": {"image_type": "snapshot"}, "#
                + #""server": {"id": "\#(Bench.other)", "links": []}, "OS-DCF:diskConfig": "AUTO", "links": []}"#)
        #expect(image.id.rawValue == Bench.id && image.name == "web" && image.status == .active)
        #expect(image.minDisk == 3 && image.minRAM == 64 && image.size == 5)
        #expect(image.createdAt?.text == "2026-01-31T10:00:00Z" && image.updatedAt?.text == "2026-02-01T10:00:00Z")
        #expect(image.properties == ["image_type": "snapshot"])
    }

    @Test func `that is not there tells where Nova is all the same`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/images/\(Bench.id)", 404, "{}")
        await #expect(throws: ImageError.self) { try await bench.backend.image(Image.ID(Bench.id)) }
        #expect(bench.backend.info.location != "test")
    }

    @Test func `is never another than the one that was asked for`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/images/\(Bench.id)", 200, Bench.image(Bench.record(Bench.other)))
        let error = await #expect(throws: ImageError.self) { try await bench.backend.image(Image.ID(Bench.id)) }
        #expect(error?.code == .protocol && error?.message.contains("asked for image \(Bench.id)") == true)
        bench.expectDone()
    }

    @Test func `leaves open what Nova does not tell`() async throws {
        let image = try await show(Bench.record())
        #expect(image.untold == Set(Image.Field.allCases))
        #expect(image.visibility == nil && image.isProtected == nil && image.isHidden == nil && image.owner == nil)
        #expect(image.diskFormat == nil && image.containerFormat == nil && image.hash == nil && image.checksum == nil)
    }

    @Test(arguments: [
        ("ACTIVE", "active"), ("SAVING", "saving"), ("DELETED", "deleted"), ("ERROR", "error"),
        ("UNKNOWN", "unknown"), ("SOMETHING_NEW", "something_new"),
    ])
    func `has Nova's status in lower case`(_ word: String, _ status: String) async throws {
        #expect(try await show(Bench.record(status: word)).status.rawValue == status)
    }

    @Test func `has no size where Nova says 0, which also means that it does not know`() async throws {
        let record = Bench.record().replacing(#""OS-EXT-IMG-SIZE:size": 5"#, with: #""OS-EXT-IMG-SIZE:size": 0"#)
        #expect(try await show(record).size == nil)
    }

    @Test func `shows as JSON what Nova takes apart`() async throws {
        let image = try await show(
            Bench.record(metadata: #""block_device_mapping": [{"a": 1}], "nothing": null, "plain": "x""#))
        #expect(image.properties == ["block_device_mapping": #"[{"a":1}]"#, "nothing": "", "plain": "x"])
    }

    @Test func `needs an ID and a status`() async throws {
        for record in ["{}", #"{"id": "x"}"#, "7"] {
            await expectError(.protocol) { try await show(record) }
        }
    }

    @Test func `is not there when Nova says so, with the request's number`() async throws {
        let bench = try Bench()
        bench.expect(.get, "/images/\(Bench.id)", 404, Bench.fault("itemNotFound", 404, "Image not found."))
        let error = await expectError(.notFound) { try await bench.backend.image(Image.ID(Bench.id)) }
        #expect(error?.message == "no image '\(Bench.id)' on nova@test")
        #expect(error?.details.first?.contains("nova: 404 on GET") == true)
        #expect(error?.details.first?.contains("Image not found.") == true)
    }

    @Test(arguments: ["", ".", "..", "a/b", "detail"])
    func `is not asked for by what would lead elsewhere`(_ id: String) async throws {
        let bench = try Bench()
        await expectError(.notFound) { try await bench.backend.image(Image.ID(id)) }
        #expect(bench.stub.sent.isEmpty)
    }
}

struct `deleting an image by Nova` {
    @Test func `is one call`() async throws {
        let bench = try Bench()
        bench.expect(.delete, "/images/\(Bench.id)", 204)
        try await bench.backend.deleteImage(Image.ID(Bench.id))
        bench.expectDone()
    }

    @Test func `does not say that an image is protected when Nova does not`() async throws {
        let bench = try Bench()
        bench.expect(.delete, "/images/\(Bench.id)", 403, Bench.fault("forbidden", 403, "You are not allowed"))
        let error = await expectError(.forbidden) { try await bench.backend.deleteImage(Image.ID(Bench.id)) }
        #expect(error?.message.contains("it is protected, or not yours") == true)
        #expect(error?.hint == "use glance@test")
    }

    @Test func `takes two failures within Nova for data that is in use, when the image stays`() async throws {
        let bench = try Bench()
        for _ in 0..<2 {
            bench.expect(.delete, "/images/\(Bench.id)", 500, Bench.fault("computeFault", 500, "Unexpected API Error."))
            bench.expect(.get, "/images/\(Bench.id)", 200, Bench.image(Bench.record()))
        }
        let error = await expectError(.conflict) { try await bench.backend.deleteImage(Image.ID(Bench.id)) }
        #expect(error?.message.hasSuffix("it was not deleted") == true)
        bench.expectDone()
    }

    @Test func `is given time after a gateway would not wait any longer, before it is sent again`() async throws {
        let bench = try Bench()
        let path = "/images/\(Bench.id)"
        bench.expect(.delete, path, 504)
        for _ in 0..<3 { bench.expect(.get, path, 200, Bench.image(Bench.record())) }
        bench.expect(.get, path, 404)
        try await bench.backend.deleteImage(Image.ID(Bench.id))
        #expect(bench.pauses.all == [.seconds(2), .seconds(4), .seconds(8)])
        #expect(bench.warnings == ["the answer to deleting image \(Bench.id) was lost; it was done all the same"])
        bench.expectDone()
    }

    /// Nova fails in itself where Glance says that the image is in use, which the first call may have made it.
    @Test func `may go on after a gateway did not wait, whatever the second call meets`() async throws {
        let bench = try Bench()
        let path = "/images/\(Bench.id)"
        bench.expect(.delete, path, 504)
        for _ in 0..<5 { bench.expect(.get, path, 200, Bench.image(Bench.record())) }
        bench.expect(.delete, path, 500, Bench.fault("computeFault", 500, "Unexpected API Error."))
        bench.expect(.get, path, 200, Bench.image(Bench.record()))
        let error = await expectError(.network) { try await bench.backend.deleteImage(Image.ID(Bench.id)) }
        #expect(error?.message.hasSuffix("a busy service may still do it") == true, "\(error?.message ?? "")")
        #expect(error?.details.contains { $0.contains("504") } == true, "\(error?.details ?? [])")
        #expect(error?.details.contains { $0.contains("Unexpected") } == true, "\(error?.details ?? [])")
        bench.expectDone()
    }

    @Test func `does not say what became of an image that it cannot look at after a failure`() async throws {
        let bench = try Bench()
        bench.expect(.delete, "/images/\(Bench.id)", 500, Bench.fault("computeFault", 500, "Unexpected API Error."))
        for _ in 0..<5 { bench.expectLoss(.get, "/images/\(Bench.id)") }
        let error = await expectError(.network) { try await bench.backend.deleteImage(Image.ID(Bench.id)) }
        #expect(error?.message.hasSuffix("it is not known whether it was done") == true)
        bench.expectDone()
    }

    @Test func `is done when the answer is lost and the image is gone`() async throws {
        let bench = try Bench()
        bench.expectLoss(.delete, "/images/\(Bench.id)")
        bench.expect(.get, "/images/\(Bench.id)", 404)
        try await bench.backend.deleteImage(Image.ID(Bench.id))
        #expect(bench.warnings.count == 1)
        bench.expectDone()
    }
}
