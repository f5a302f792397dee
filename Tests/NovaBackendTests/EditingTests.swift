import BackendKit
import HTTPTransport
import NovaBackend
import TestSupport
import Testing

struct `changing properties by Nova` {
    private static let id = Image.ID(Bench.id)
    private static let metadata = "/images/\(Bench.id)/metadata"

    private static func changes(set: Properties = [:], remove: [String] = []) -> ImageChanges {
        var changes = ImageChanges()
        changes.setProperties = set
        changes.removedProperties = remove
        return changes
    }

    private static func expectImage(_ bench: Bench, _ metadata: String) {
        bench.expect(.get, "/images/\(Bench.id)", 200, Bench.image(Bench.record(metadata: metadata)))
    }

    @Test func `joins new values to what there is`() async throws {
        let bench = try Bench()
        bench.expect(.post, Self.metadata, 200, #"{"metadata": {"a": "1", "b": "2"}}"#)
        Self.expectImage(bench, #""a": "1", "b": "2""#)
        let image = try await bench.backend.updateImage(Self.id, Self.changes(set: ["b": "2"]))
        #expect(image.properties == ["a": "1", "b": "2"])
        #expect(bench.sentBodies(.post) == [#"{"metadata":{"b":"2"}}"#])
        bench.expectDone()
    }

    @Test func `removes one by its name`() async throws {
        let bench = try Bench()
        Self.expectImage(bench, #""a b": "1", "b": "2""#)
        bench.expect(.delete, Self.metadata + "/a%20b", 204)
        Self.expectImage(bench, #""b": "2""#)
        let image = try await bench.backend.updateImage(Self.id, Self.changes(remove: ["a b"]))
        #expect(image.properties == ["b": "2"])
        bench.expectDone()
    }

    @Test func `writes everything when one call cannot say the change`() async throws {
        let bench = try Bench()
        Self.expectImage(bench, #""a": "1", "b": "2", "c": "3""#)
        bench.expect(.get, Self.metadata, 200, #"{"metadata": {"a": "1", "b": "2", "c": "3"}}"#)
        bench.expect(.put, Self.metadata, 200, #"{"metadata": {}}"#)
        Self.expectImage(bench, #""c": "3", "d": "4""#)
        _ = try await bench.backend.updateImage(Self.id, Self.changes(set: ["d": "4", "b": "5"], remove: ["a", "b"]))
        #expect(bench.sentBodies(.put) == [#"{"metadata":{"c":"3","d":"4"}}"#])
        bench.expectDone()
    }

    @Test func `writes everything for a name that no path can hold`() async throws {
        let bench = try Bench()
        Self.expectImage(bench, #""..": "1", "b": "2""#)
        bench.expect(.get, Self.metadata, 200, #"{"metadata": {"..": "1", "b": "2"}}"#)
        bench.expect(.put, Self.metadata, 200, #"{"metadata": {}}"#)
        Self.expectImage(bench, #""b": "2""#)
        _ = try await bench.backend.updateImage(Self.id, Self.changes(remove: [".."]))
        #expect(bench.sentBodies(.put) == [#"{"metadata":{"b":"2"}}"#])
        bench.expectDone()
    }

    @Test(arguments: [
        #""block_device_mapping": [{"a": 1}]"#, #""a/b": "1""#, #""long": "\#(String(repeating: "x", count: 256))""#,
    ])
    func `does not damage a property that Nova cannot take back`(_ property: String) async throws {
        let bench = try Bench()
        Self.expectImage(bench, property + #", "x": "1", "y": "2""#)
        bench.expect(.get, Self.metadata, 200, #"{"metadata": {\#(property), "x": "1", "y": "2"}}"#)
        let error = await expectError(.unsupported) {
            try await bench.backend.updateImage(Self.id, Self.changes(remove: ["x", "y"]))
        }
        #expect(error?.message.contains("nothing was changed") == true)
        bench.expectDone()
    }

    @Test func `does not begin when a property to remove is not there`() async throws {
        let bench = try Bench()
        Self.expectImage(bench, #""a": "1""#)
        let error = await expectError(.notFound) {
            try await bench.backend.updateImage(Self.id, Self.changes(set: ["z": "1"], remove: ["a", "b"]))
        }
        #expect(error?.message == "image 'x' has no property 'b'; nothing was changed")
        bench.expectDone()
    }

    @Test func `tells a property that is gone meanwhile from an image that is`() async throws {
        for isThere in [true, false] {
            let bench = try Bench()
            Self.expectImage(bench, #""a": "1""#)
            bench.expect(.delete, Self.metadata + "/a", 404, Bench.fault("itemNotFound", 404, "Invalid metadata key"))
            if isThere { Self.expectImage(bench, "") } else { bench.expect(.get, "/images/\(Bench.id)", 404) }
            let error = await expectError(.notFound) {
                try await bench.backend.updateImage(Self.id, Self.changes(remove: ["a"]))
            }
            #expect(error?.message.hasPrefix(isThere ? "image 'x' has no property" : "no image") == true)
            bench.expectDone()
        }
    }

    @Test func `is done when the answer is lost and the change is there`() async throws {
        let bench = try Bench()
        Self.expectImage(bench, #""a": "1""#)
        bench.expectLoss(.delete, Self.metadata + "/a")
        Self.expectImage(bench, "")
        Self.expectImage(bench, "")
        #expect(try await bench.backend.updateImage(Self.id, Self.changes(remove: ["a"])).properties.isEmpty)
        bench.expectDone()
    }

    @Test func `names a quota among the reasons of a refusal`() async throws {
        let bench = try Bench()
        bench.expect(.post, Self.metadata, 403, Bench.fault("forbidden", 403, "Image metadata limit exceeded"))
        let error = await expectError(.forbidden) {
            try await bench.backend.updateImage(Self.id, Self.changes(set: ["a": "1"]))
        }
        #expect(error?.message.hasSuffix("or a quota is reached; nothing was changed") == true)
        #expect(error?.details.first?.contains("Image metadata limit exceeded") == true)
    }

    @Test func `warns once that Nova makes the image private`() async throws {
        let bench = try Bench()
        for _ in 0..<2 {
            bench.expect(.post, Self.metadata, 200, "{}")
            Self.expectImage(bench, "")
            _ = try await bench.backend.updateImage(Self.id, Self.changes(set: ["a": "1"]))
        }
        #expect(bench.warnings.count == 1)
        #expect(bench.warnings.first?.contains("'private'; glance@test does not") == true)
    }

    private static let unable: [(String, @Sendable (inout ImageChanges) -> Void)] = [
        ("the name", { $0.name = "x" }), ("the visibility", { $0.visibility = .public }),
        ("protection", { $0.isProtected = true }), ("hiding", { $0.isHidden = false }),
        ("the disk format", { $0.diskFormat = .raw }), ("the container format", { $0.containerFormat = .bare }),
        ("min disk", { $0.minDisk = 1 }), ("min RAM", { $0.minRAM = 1 }), ("the owner", { $0.owner = "x" }),
        ("tags", { $0.addedTags = ["x"] }), ("tags", { $0.removedTags = ["x"] }),
        (
            "the name, tags",
            {
                $0.name = "x"
                $0.addedTags = ["x"]
                $0.setProperties = ["a": "b"]
            }
        ),
    ]

    @Test(arguments: unable)
    func `refuses other changes by name before anything is sent`(
        _ name: String, _ change: @Sendable (inout ImageChanges) -> Void
    ) async throws {
        let bench = try Bench()
        var changes = ImageChanges()
        change(&changes)
        let wanted = changes
        let error = await expectError(.unsupported) { try await bench.backend.updateImage(Self.id, wanted) }
        #expect(error?.message == "the nova backend changes properties alone, not \(name)")
        #expect(error?.hint == "use glance@test")
        #expect(bench.stub.sent.isEmpty)
    }

    @Test(arguments: ["", "a/b", "caf\u{e9}", "a~b", String(repeating: "x", count: 256)])
    func `refuses names that Nova does not take before anything is sent`(_ name: String) async throws {
        let bench = try Bench()
        for changes in [
            Self.changes(set: Properties(dictionaryLiteral: (name, "x"))), Self.changes(remove: [name]),
        ] {
            await expectError(.unsupported) { try await bench.backend.updateImage(Self.id, changes) }
        }
        #expect(bench.stub.sent.isEmpty)
    }

    @Test func `refuses a value that is too long for Nova, counted in characters`() async throws {
        let bench = try Bench()
        let long = Self.changes(set: ["a": String(repeating: "\u{e9}", count: 256)])
        await expectError(.unsupported) { try await bench.backend.updateImage(Self.id, long) }
        #expect(bench.stub.sent.isEmpty)
        bench.expect(.post, Self.metadata, 200, "{}")
        Self.expectImage(bench, "")
        let fits = Self.changes(set: ["a": String(repeating: "\u{e9}", count: 255)])
        _ = try await bench.backend.updateImage(Self.id, fits)
        bench.expectDone()
    }
}
