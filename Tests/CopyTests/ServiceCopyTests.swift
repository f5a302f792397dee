import BackendKit
import CommandKit
import JSONText
import LocalBackend
import TestSupport
import Testing

@testable import StandardCommands

struct `copying between two services` {
    private func bench(
        from source: ScriptedGlance, to destination: ScriptedGlance
    ) async throws -> CopyBench {
        CopyBench(source: try await source.backend(), destination: try await destination.backend())
    }

    @Test func `streams from one into the other`() async throws {
        let (source, destination) = (try ScriptedGlance(), try ScriptedGlance())
        let id = source.add(
            "cirros", largeData, ["protected": true, "os_distro": "cirros", "tags": ["a"], "stores": "x"])
        let bench = try await bench(from: source, to: destination)
        let copy = try await bench.copy(id)
        #expect(destination.data["cirros"] == largeData)
        #expect(copy.status == .active && copy.isProtected == true)
        #expect(destination.records.first?["visibility"] == "private")
        #expect(destination.records.first?["os_distro"] == "cirros" && destination.records.first?["stores"] == nil)
        // The data is read once and sent once, into a record that can still be deleted.
        #expect(source.calls.filter { $0.hasSuffix("/file") } == ["GET v2/images/ID/file"])
        #expect(
            destination.calls.filter { !$0.hasPrefix("GET") } == [
                "POST v2/images", "PUT v2/images/ID/file", "PATCH v2/images/ID",
            ])
        // On a slow machine it says how far it is.
        let told = bench.errors.text.split(separator: "\n").filter { !$0.hasPrefix("copying ") }
        #expect(told.isEmpty)
    }

    @Test func `leaves nothing when the source breaks in the middle`() async throws {
        let (source, destination) = (try ScriptedGlance(.breaksReading(after: 3_000_000)), try ScriptedGlance())
        let id = source.add("cirros", largeData)
        let error = try await bench(from: source, to: destination).failure(id)
        #expect(error.code == .network, "\(error)")
        #expect(error.message.hasPrefix("'cirros' was not copied to there: "), "\(error.message)")
        #expect(error.message.contains("; the new image ") && error.message.hasSuffix(" was deleted again"))
        #expect(destination.records.isEmpty)
    }

    @Test(arguments: [(413, ImageError.Code.conflict), (507, .network), (503, .network)])
    func `leaves nothing when the destination refuses in the middle`(_ status: Int, _ code: ImageError.Code)
        async throws
    {
        let source = try ScriptedGlance()
        let destination = try ScriptedGlance(.refusesWriting(after: 2_000_000, status: status))
        let id = source.add("cirros", largeData)
        let error = try await bench(from: source, to: destination).failure(id)
        #expect(error.code == code, "\(error)")
        #expect(error.message.hasSuffix(" was deleted again"), "\(error.message)")
        #expect(error.details.joined().contains("\(status) on PUT"), "\(error.details)")
        #expect(destination.records.isEmpty)
        #expect(source.data["cirros"] == largeData)
    }

    @Test func `leaves nothing when the data has another hash there`() async throws {
        let (source, destination) = (try ScriptedGlance(), try ScriptedGlance(.tellsOtherHash))
        let id = source.add("cirros", largeData)
        let error = try await bench(from: source, to: destination).failure(id)
        #expect(error.code == .integrity && error.message.contains("sha512 differs"), "\(error)")
        #expect(error.hint == nil, "what the hint would delete is deleted")
        #expect(destination.records.isEmpty)
    }

    @Test func `does not take other data for what is recorded`() async throws {
        let (source, destination) = (try ScriptedGlance(.tellsOtherHash), try ScriptedGlance())
        let id = source.add("cirros", largeData)
        let error = try await bench(from: source, to: destination).failure(id)
        #expect(error.code == .integrity && destination.records.isEmpty, "\(error)")
    }

    @Test func `names what is left when it cannot be taken away`() async throws {
        let source = try ScriptedGlance()
        let destination = try ScriptedGlance(.refusesWriting(after: 1_000_000, status: 413), .keepsImages)
        let id = source.add("cirros", largeData)
        let error = try await bench(from: source, to: destination).failure(id)
        let left = try #require(destination.records.first?["id"]?.string)
        #expect(error.code == .conflict)
        #expect(
            error.message.hasSuffix("; the new image \(left) is left behind on there, 'queued'"), "\(error.message)")
        #expect(error.hint == "image delete there//\(left)")
    }

    @Test func `leaves the record when that is wished`() async throws {
        let source = try ScriptedGlance()
        let destination = try ScriptedGlance(.refusesWriting(after: 1_000_000, status: 413))
        let id = source.add("cirros", largeData)
        var wish = CopyWish()
        wish.keepsFailed = true
        let error = try await bench(from: source, to: destination).failure(id, wish)
        #expect(error.message.contains("is left behind") && destination.records.count == 1)
        #expect(!destination.calls.contains("DELETE v2/images/ID"))
    }

    @Test func `says so when nobody can verify it`() async throws {
        let (source, destination) = (try ScriptedGlance(.tellsNoHash), try ScriptedGlance())
        let id = source.add("cirros", largeData)
        let bench = try await bench(from: source, to: destination)
        _ = try await bench.copy(id)
        #expect(bench.errors.text.contains("warning: 'cirros': the source holds no hash"), "\(bench.errors.text)")
        #expect(destination.data["cirros"] == largeData)
    }

    @Test func `is complete even when the copy cannot be protected`() async throws {
        let (source, destination) = (try ScriptedGlance(), try ScriptedGlance(.refusesChanges))
        let id = source.add("cirros", largeData, ["protected": true])
        let error = try await bench(from: source, to: destination).failure(id)
        let made = try #require(destination.records.first?["id"]?.string)
        #expect(
            error.code == .forbidden
                && error.message.hasPrefix("the copy \(made) is complete on there, but not --protected"))
        #expect(error.hint == "image set --protected there//\(made)")
        #expect(destination.data["cirros"] == largeData)
    }

    @Test func `ends at once when it is stopped, and cleans up`() async throws {
        let gate = Gate()
        let (source, destination) = (try ScriptedGlance(), try ScriptedGlance(.stopsWriting(after: 1_000_000, gate)))
        let id = source.add("cirros", largeData)
        let bench = try await bench(from: source, to: destination)
        let image = try await bench.source.image(id)
        let work = Task { try await bench.copier().copy(image) }
        // Beside hundreds of other tests even five megabytes take their time.
        #expect(await gate.waitAsync(seconds: 180))
        work.cancel()
        await #expect(throws: CancellationError.self) { try await work.value }
        #expect(destination.records.isEmpty)
        #expect(bench.errors.text.contains("the copy was stopped; the new image "), "\(bench.errors.text)")
    }

    @Test func `goes from a store into a service and back`() async throws {
        let service = try ScriptedGlance()
        let directory = try TemporaryDirectory()
        let store = LocalBackend.new(directory, "one")
        let other = LocalBackend.new(directory, "two")
        let original = try await store.add("cirros", largeData) { $0.properties["os_distro"] = "cirros" }
        let backend = try await service.backend()
        let up = try await CopyBench(source: store, destination: backend).copy(original.id)
        let down = try await CopyBench(source: backend, destination: other).copy(up.id)
        #expect(up.hash == original.hash && down.hash == original.hash)
        #expect(try await other.bytes(of: down.id) == largeData)
        #expect(down.properties == original.properties)
    }
}
